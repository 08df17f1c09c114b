/** Messages about the microphone. */
import type { MicrophoneMessages } from '../messages.ts';

export const microphones: MicrophoneMessages = {
  /** Before the list of microphones. */
  choice: 'Micrófono',
  /** No particular one. */
  system: 'El predeterminado del sistema',
  /** The chosen one is gone. */
  missing: (name) =>
    `«${name}» no está conectado; mientras tanto se usa el micrófono predeterminado.`,
  /** On the card of a recording. */
  clipped: 'La grabación está saturada: aleja el micrófono o vierte con más suavidad.',
};
