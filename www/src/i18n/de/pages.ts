/** Messages of the frame around the pages. Links are written [words](address), see LinkedText. */
import type { PagesMessages } from '../messages.ts';
import { home } from './home.ts';

export const pages: PagesMessages = {
  skip: 'Zum Inhalt springen',
  nav: 'Seiten',
  contents: 'Auf dieser Seite',
  names: {
    home: 'Zuhören',
    guide: 'Tipps',
    quiz: 'Quiz',
    about: 'Infos',
  },
  /** After the name in the navigation, while another page is shown. */
  microphoneOn: '(hört gerade zu)',
  home: home.page.title,
  /** Title of the browser tab. */
  title: (heading) => `${heading} · ${home.page.title}`,
  unknown: {
    heading: 'Seite nicht gefunden',
    sentence: 'Unter dieser Adresse gibt es nichts. [Zur Startseite](#/).',
  },
  footer: {
    accuracy: (percent, right, of) =>
      `In Küchen, die das Modell nie gehört hatte, stimmten ${percent} seiner Urteile „heiß“ oder „kalt“ (${right} von ${of}). [Wie weit kannst du ihm trauen?](#/about)`,
    guide: '[So gelingt dir eine gute Aufnahme](#/guide)',
  },
};
