/** Messages about interrupted recordings, and about the way on after a failure. */
import { clock } from '../format.ts';
import type { RecoveryMessages } from '../messages.ts';

export const recovery: RecoveryMessages = {
  interrupted: {
    heading: 'Grabación interrumpida',
    sentence: (seconds, time) => `Se interrumpió una grabación de ${clock(seconds)} (${time}).`,
    announcement: (sentence) =>
      `${sentence} Puedes comprobarla o eliminarla al principio de la página de inicio.`,
    classify: 'Comprobar',
    delete: 'Eliminar',
    deleted: 'Grabación eliminada.',
  },

  failures: {
    'not-finished':
      'No se ha podido terminar la grabación; recarga la página y podrás recuperar lo que se guardó.',
  },

  problems: {
    deleted:
      'Tus resultados guardados se borraron en otra pestaña o en los ajustes del navegador; los que ves siguen aquí hasta que cierres la página, y los nuevos se vuelven a guardar.',
  },

  start: {
    notLoaded: 'Hot or Cold aún no se ha cargado; comprueba tu conexión y recarga la página.',
    reload: 'Recargar',
  },
};
