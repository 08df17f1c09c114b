/** Messages about the microphone. */
import type { MicrophoneMessages } from '../messages.ts';

export const microphones: MicrophoneMessages = {
  /** Before the list of microphones. */
  choice: '麦克风',
  /** No particular one. */
  system: '系统默认',
  /** The chosen one is gone. */
  missing: (name) => `“${name}”未连接，暂时使用系统默认的麦克风。`,
  /** On the card of a recording. */
  clipped: '录音音量过大而失真：请把麦克风移远一些，或者倒得轻一点。',
};
