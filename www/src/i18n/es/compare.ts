/** Messages of the comparison of two results, and of full screen. */
import type { CompareMessages } from '../messages.ts';

export const compare: CompareMessages = {
  heading: 'Comparar dos resultados',
  lede: 'El tiempo, el tono y los colores significan lo mismo en las dos imágenes.',
  empty: 'Para comparar necesitas dos resultados. Prueba con dos ejemplos.',
  examples: 'Comparar dos ejemplos',
  /** `letter` is A or B. */
  pour: (letter) => `Resultado ${letter}`,
  play: (letter) => `Reproducir ${letter}`,
  stop: (letter) => `Detener ${letter}`,
  playInTurn: 'Reproducir uno tras otro',
  stopTurns: 'Detener',
  fullScreen: 'Pantalla completa',
  /** Shown in full screen, where there are no buttons. */
  keys: {
    listen:
      'Toca la pantalla o pulsa espacio para empezar o parar. Pulsa Esc para salir de la pantalla completa.',
    compare:
      'Toca la pantalla o pulsa espacio para oír uno tras otro. Pulsa Esc para salir de la pantalla completa.',
  },
};
