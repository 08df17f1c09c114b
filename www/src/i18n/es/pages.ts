/** Messages of the frame around the pages. Links are written [words](address), see LinkedText. */
import type { PagesMessages } from '../messages.ts';
import { home } from './home.ts';

export const pages: PagesMessages = {
  skip: 'Ir al contenido',
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
  /** Title of the browser tab. */
  title: (heading) => `${heading} · ${home.page.title}`,
  unknown: {
    heading: 'Página no encontrada',
    sentence: 'No hay nada en esta dirección. [Ir a la página de inicio](#/).',
  },
  footer: {
    accuracy: (percent, right, of) =>
      `En cocinas que el modelo no había oído nunca, acertó el ${percent} de las veces que dijo «caliente» o «fría» (${right} de ${of}). [¿Hasta dónde fiarse?](#/about)`,
    guide: '[Cómo hacer una buena grabación](#/guide)',
  },
};
