/** Messages of the comparison of two results, and of full screen. */
import type { CompareMessages } from '../messages.ts';

export const compare: CompareMessages = {
  heading: 'Zwei Ergebnisse vergleichen',
  lede: 'Zeit, Tonhöhe und Farben bedeuten in beiden Bildern dasselbe.',
  empty: 'Zum Vergleichen brauchst du zwei Ergebnisse. Probier es mit zwei Beispielen.',
  examples: 'Zwei Beispiele vergleichen',
  /** `letter` is A or B. */
  pour: (letter) => `Ergebnis ${letter}`,
  play: (letter) => `${letter} abspielen`,
  stop: (letter) => `${letter} stoppen`,
  playInTurn: 'Erst A, dann B',
  stopTurns: 'Stopp',
  fullScreen: 'Vollbild',
  /** Shown in full screen, where there are no buttons. */
  keys: {
    listen:
      'Tipp irgendwohin oder drück die Leertaste, um zu starten oder zu stoppen. Mit Esc verlässt du das Vollbild.',
    compare:
      'Tipp irgendwohin oder drück die Leertaste, um beide nacheinander zu hören. Mit Esc verlässt du das Vollbild.',
  },
};
