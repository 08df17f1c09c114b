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
    listen: 'Mit der Leertaste startest und stoppst du, mit Esc geht’s zurück.',
    compare: 'Die Leertaste spielt beide nacheinander ab, mit Esc geht’s zurück.',
  },
};
