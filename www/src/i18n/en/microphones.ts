/** Messages about the microphone. */

export const microphones = {
  /** Before the list of microphones. */
  choice: 'Microphone',
  /** No particular one. */
  system: 'System default',
  /** The chosen one is gone. */
  missing: (name: string) => `“${name}” isn’t connected; the system default is used until it is.`,
  /** On the card of a recording. */
  clipped: 'The recording is too loud and distorted: move the microphone away or pour more gently.',
} as const;
