/** Messages of the comparison of two results, and of full screen. */

export const compare = {
  heading: 'Compare two results',
  lede: 'Time, pitch and colours mean the same in both pictures.',
  empty: 'You need two results to compare. Try it with two examples.',
  examples: 'Compare two examples',
  /** `letter` is A or B. */
  pour: (letter: string) => `Result ${letter}`,
  play: (letter: string) => `Play ${letter}`,
  stop: (letter: string) => `Stop ${letter}`,
  playInTurn: 'Play in turn',
  stopTurns: 'Stop',
  fullScreen: 'Full screen',
  /** Shown in full screen, where there are no buttons. */
  keys: {
    listen: 'Tap anywhere or press Space to start or stop. Press Esc to leave full screen.',
    compare:
      'Tap anywhere or press Space to play one after the other. Press Esc to leave full screen.',
  },
};
