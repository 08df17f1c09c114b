/** Words of the installed app: its manifest, working offline, new versions, and what is shared with it. */

import { home } from './home.ts';
import { pages } from './pages.ts';

export const offline = {
  /** Said once, when the first visit has fetched everything. */
  ready: 'Ready to work offline.',

  heading: 'New version',
  offered: 'A new version is ready.',
  activeInOtherTab: 'A new version is in use already; this page is still the older one.',
  /** To screen readers, after the sentence. */
  announcedPlace: 'It is offered at the end of the page.',
  busy: 'First comes the verdict of what is being listened to.',
  unsaved: 'What is not kept on this device goes with the reload.',
  reload: 'Reload',
  later: 'Later',

  nothingShared: 'Nothing came with what was shared; share a recording or a video.',
  shareFailed:
    'What was shared could not be taken, perhaps because there is no room left on this device; choose the recording here.',
  /** For a recording that comes without a name. */
  unnamed: 'shared recording',
};

/** A manifest has one language for everybody. */
export const manifest = {
  name: home.page.title,
  description: home.page.description,
  listen: pages.names.home,
  classify: 'Classify a file',
  screenshots: {
    wide: 'The start page: press Listen and pour, or hand recordings over',
    narrow: 'A verdict on a pour, with its spectrogram',
  },
};
