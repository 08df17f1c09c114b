/** Words of the frame around the pages. Links are written [words](address), see prose.tsx. */
import type { Pages } from '../messages.ts';
import { home } from './home.ts';

export const pages: Pages = {
  skip: 'Saltar al contenido',
  nav: 'Páginas',
  contents: 'En esta página',
  names: {
    home: 'Escuchar',
    guide: 'Guía',
    quiz: 'Juego',
    about: 'Info',
  },
  /** After the name in the navigation, while another page is shown. */
  microphoneOn: '(escuchando ahora)',
  home: home.page.title,
  /** What a tab of the browser says. */
  title: (heading) => `${heading} · ${home.page.title}`,
  unknown: {
    heading: 'Esta página no existe',
    sentence: 'No hay nada en esta dirección. [Ir a la página de inicio](#/).',
  },
  footer: {
    accuracy: (percent, pours) =>
      `Acierta en el ${percent} de ${pours} chorros, juzgados por modelos que nunca oyeron su sesión. En otras cocinas no se ha medido: [hasta dónde fiarse](#/about).`,
    guide: '[Cómo grabar un buen chorro](#/guide)',
  },
};
