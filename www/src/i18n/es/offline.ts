/** Words of the installed app: working offline, new versions, and what is shared with it. */
import type { Offline } from '../messages.ts';

export const offline: Offline = {
  ready: 'Lista para funcionar sin conexión.',
  heading: 'Nueva versión',
  offered: 'Hay una nueva versión lista.',
  activeInOtherTab: 'Ya se está usando una nueva versión; esta página sigue siendo la anterior.',
  announcedPlace: 'Se ofrece al final de la página.',
  busy: 'Primero llega el veredicto de lo que se está escuchando.',
  unsaved: 'Lo que no está guardado en este dispositivo se pierde al recargar.',
  reload: 'Recargar',
  later: 'Más tarde',
  nothingShared: 'No llegó nada con lo que se compartió; comparte una grabación o un vídeo.',
  shareFailed:
    'No se pudo recibir lo compartido, quizá porque no queda espacio en este dispositivo; elige la grabación aquí.',
  /** For a recording that comes without a name. */
  unnamed: 'grabación compartida',
};
