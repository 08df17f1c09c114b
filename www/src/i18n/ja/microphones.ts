/** Messages about the microphone. */
import type { MicrophoneMessages } from '../messages.ts';

export const microphones: MicrophoneMessages = {
  /** Before the list of microphones. */
  choice: 'マイク',
  /** No particular one. */
  system: 'システムの既定',
  /** The chosen one is gone. */
  missing: (name) => `「${name}」が接続されていないため、システムの既定のマイクを使います。`,
  /** On the card of a recording. */
  clipped: '録音が音割れしています。マイクを離すか、もっと静かに注いでください。',
};
