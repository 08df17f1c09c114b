/** Messages of the frame around the pages. Links are written [words](address), see LinkedText. */
import type { PagesMessages } from '../messages.ts';
import { home } from './home.ts';

export const pages: PagesMessages = {
  skip: 'Aller au contenu',
  nav: 'Pages',
  contents: 'Sur cette page',
  names: {
    home: 'Écouter',
    guide: 'Conseils',
    quiz: 'Quiz',
    about: 'Infos',
  },
  /** After the name in the navigation, while another page is shown. */
  microphoneOn: '(écoute en cours)',
  home: home.page.title,
  /** Title of the browser tab. */
  title: (heading) => `${heading} · ${home.page.title}`,
  unknown: {
    heading: 'Page introuvable',
    sentence: 'Il n’y a rien à cette adresse. [Aller à la page d’accueil](#/).',
  },
  footer: {
    accuracy: (percent, right, of) =>
      `Dans des cuisines que le modèle n’avait jamais entendues, ${percent} de ses verdicts « chaud » ou « froid » étaient justes (${right} sur ${of}). [Jusqu’où s’y fier ?](#/about)`,
    guide: '[Comment faire un bon enregistrement](#/guide)',
  },
};
