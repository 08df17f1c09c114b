/** Messages about the microphone. */
import type { MicrophoneMessages } from '../messages.ts';

export const microphones: MicrophoneMessages = {
  /** Before the list of microphones. */
  choice: 'Micro',
  /** No particular one. */
  system: 'Celui du système',
  /** The chosen one is gone. */
  missing: (name) =>
    `« ${name} » n’est pas connecté ; en attendant, le micro du système est utilisé.`,
  /** On the card of a recording. */
  clipped: 'L’enregistrement est saturé : éloignez le micro ou versez plus doucement.',
};
