/** Messages of the comparison of two results, and of full screen. */
import type { CompareMessages } from '../messages.ts';

export const compare: CompareMessages = {
  heading: 'Comparer deux résultats',
  lede: 'Le temps, la hauteur des sons et les couleurs ont le même sens dans les deux images.',
  empty: 'Il faut deux résultats pour comparer. Essayez avec deux exemples.',
  examples: 'Comparer deux exemples',
  /** `letter` is A or B. */
  pour: (letter) => `Résultat ${letter}`,
  play: (letter) => `Écouter ${letter}`,
  stop: (letter) => `Arrêter ${letter}`,
  playInTurn: 'Écouter l’un après l’autre',
  stopTurns: 'Arrêter',
  fullScreen: 'Plein écran',
  /** Shown in full screen, where there are no buttons. */
  keys: {
    listen:
      'Touchez l’écran ou appuyez sur Espace pour démarrer ou arrêter. Appuyez sur Échap pour quitter le plein écran.',
    compare:
      'Touchez l’écran ou appuyez sur Espace pour écouter l’un après l’autre. Appuyez sur Échap pour quitter le plein écran.',
  },
};
