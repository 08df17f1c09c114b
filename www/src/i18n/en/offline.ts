/** Messages of the installed app: its manifest, working offline, new versions, shared files. */

import { home } from './home.ts';
import { pages } from './pages.ts';

export const offline = {
  /** In the footer, once everything is fetched. */
  ready: 'Ready to work offline.',

  heading: 'New version',
  offered: 'A new version is ready.',
  activeInOtherTab: 'A new version is open in another tab. Reload to get it here.',
  /** To screen readers, after the sentence. */
  announcedPlace: 'You can reload at the end of the page.',
  busy: 'We’ll finish the current recording first.',
  unsaved: 'Unsaved results will be lost when you reload.',
  reload: 'Reload',
  later: 'Later',

  nothingShared: 'Nothing was shared. Share a recording or a video.',
  shareFailed:
    'Couldn’t open what you shared; this device may be out of space. Choose the recording here instead.',
  /** For a recording that comes without a name. */
  unnamed: 'shared recording',
};

/** Only the build reads it, so it is not among `Messages`. */
export const manifest = {
  name: home.page.title,
  description: home.page.description,
  listen: pages.names.home,
  classify: 'Check a file',
  screenshots: {
    wide: 'The start page: tap Listen and pour, or add recordings',
    narrow: 'The result for a pour, with its spectrogram',
  },
};
