/** Messages of the installed app: its manifest, working offline, new versions, shared files. */
import type { ManifestMessages, OfflineMessages } from '../messages.ts';
import { home } from './home.ts';
import { pages } from './pages.ts';

export const offline: OfflineMessages = {
  ready: 'Ya funciona sin conexión.',
  heading: 'Nueva versión',
  offered: 'Hay una versión nueva.',
  activeInOtherTab:
    'Hay una versión nueva abierta en otra pestaña. Recarga para tenerla también aquí.',
  announcedPlace: 'Puedes recargar al final de la página.',
  busy: 'Primero terminaremos la grabación actual.',
  unsaved: 'Los resultados sin guardar se perderán al recargar.',
  reload: 'Recargar',
  later: 'Más tarde',
  nothingShared: 'No se ha compartido nada. Comparte una grabación o un vídeo.',
  shareFailed:
    'No se ha podido abrir lo que has compartido; quizá no quede espacio en este dispositivo. Elige la grabación aquí.',
  /** For a recording that comes without a name. */
  unnamed: 'grabación compartida',
};

export const manifest: ManifestMessages = {
  name: home.page.title,
  description: home.page.description,
  listen: pages.names.home,
  classify: 'Comprobar un archivo',
  screenshots: {
    wide: 'La página de inicio: toca «Escuchar» y vierte agua, o añade grabaciones',
    narrow: 'El resultado de una grabación, con su espectrograma',
  },
};
