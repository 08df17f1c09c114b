/** Messages about the microphone. */
import type { MicrophoneMessages } from '../messages.ts';

export const microphones: MicrophoneMessages = {
  /** Before the list of microphones. */
  choice: 'Mikrofon',
  /** No particular one. */
  system: 'Wie im System eingestellt',
  /** The chosen one is gone. */
  missing: (name) =>
    `„${name}“ ist nicht verbunden; solange wird das im System eingestellte Mikrofon benutzt.`,
  /** On the card of a recording. */
  clipped: 'Die Aufnahme ist übersteuert: Geh mit dem Mikrofon weiter weg oder schenk sanfter ein.',
};
