/** Messages of the comparison of two pours, and of full screen. */
import type { CompareMessages } from '../messages.ts';

export const compare: CompareMessages = {
  heading: 'Zwei Ergebnisse vergleichen',
  lede: 'Zeit, Tonhöhe und Farben bedeuten in beiden Bildern dasselbe.',
  empty: 'Du hast noch keine zwei Ergebnisse zum Vergleichen.',
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
    listen: 'Zum Starten und Stoppen irgendwohin tippen oder die Leertaste drücken. Esc beendet.',
    compare:
      'Um beide nacheinander zu hören, irgendwohin tippen oder die Leertaste drücken. Esc beendet.',
  },
};
