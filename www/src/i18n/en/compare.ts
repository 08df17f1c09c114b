/** Messages of the comparison of two pours, and of full screen. */

export const compare = {
  heading: 'Compare two pours',
  lede: 'Time, pitch and colours mean the same in both pictures.',
  empty: 'You don’t have two results to compare yet.',
  examples: 'Compare two examples',
  /** `letter` is A or B. */
  pour: (letter: string) => `Pour ${letter}`,
  play: (letter: string) => `Play ${letter}`,
  stop: (letter: string) => `Stop ${letter}`,
  playInTurn: 'Play in turn',
  stopTurns: 'Stop',
  fullScreen: 'Full screen',
  /** Shown in full screen, where there are no buttons. */
  keys: {
    listen: 'Tap anywhere or press Space to start and stop. Esc leaves.',
    compare: 'Tap anywhere or press Space to play both in turn. Esc leaves.',
  },
};
