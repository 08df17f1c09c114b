/** Words of the frame around the pages. Links are written [words](address), see prose.tsx. */
import type { Pages } from '../messages.ts';
import { home } from './home.ts';

export const pages: Pages = {
  skip: 'Aller au contenu',
  nav: 'Pages',
  contents: 'Sur cette page',
  names: {
    home: 'Écouter',
    guide: 'Guide',
    quiz: 'Quiz',
    about: 'Infos',
  },
  /** After the name in the navigation, while another page is shown. */
  microphoneOn: '(écoute en cours)',
  home: home.page.title,
  /** What a tab of the browser says. */
  title: (heading) => `${heading} · ${home.page.title}`,
  unknown: {
    heading: 'Cette page n’existe pas',
    sentence: 'Il n’y a rien à cette adresse. [Aller à la page d’accueil](#/).',
  },
  footer: {
    accuracy: (percent, pours) =>
      `Exact pour ${percent} des ${pours} verses, jugées par des modèles qui n’avaient jamais entendu leur séance. Rien n’a été mesuré dans d’autres cuisines : [jusqu’où s’y fier](#/about).`,
    guide: '[Comment bien enregistrer une verse](#/guide)',
  },
};
