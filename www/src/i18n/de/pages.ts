/** Words of the frame around the pages. Links are written [words](address), see prose.tsx. */
import type { Pages } from '../messages.ts';
import { home } from './home.ts';

export const pages: Pages = {
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
  /** What a tab of the browser says. */
  title: (heading) => `${heading} · ${home.page.title}`,
  unknown: {
    heading: 'Diese Seite gibt es nicht',
    sentence: 'Unter dieser Adresse ist nichts. [Zur Startseite](#/).',
  },
  footer: {
    accuracy: (percent, pours) =>
      `Richtig bei ${percent} von ${pours} Güssen, beurteilt von Modellen, die ihre Sitzung nie gehört haben. Andere Küchen sind nicht gemessen: [wie weit man dem trauen kann](#/about).`,
    guide: '[So gelingt die Aufnahme eines Gusses](#/guide)',
  },
};
