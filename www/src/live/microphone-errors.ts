/** Why there is no sound from the microphone, by what the browser throws. */

import { home } from '../i18n/index.ts';
import { Failure, messageOf } from '../util/failure.ts';

export type MicrophoneFault = keyof typeof home.listen.failures;

/** Names of DOMExceptions; older browsers have their own for some. */
const FAULT_BY_EXCEPTION = new Map<string, MicrophoneFault>([
  ['NotAllowedError', 'denied'],
  ['PermissionDeniedError', 'denied'],
  // Forbidden for the whole document: by its address, or by the page that it is framed in.
  ['SecurityError', 'forbidden'],
  ['NotFoundError', 'no-microphone'],
  ['OverconstrainedError', 'no-microphone'],
  ['NotReadableError', 'in-use'],
  ['AbortError', 'in-use'],
]);

export function microphoneFailure(fault: MicrophoneFault, detail?: string): Failure {
  return new Failure(fault, () => home.listen.failures[fault], detail);
}

export function toMicrophoneFailure(thrown: unknown): Failure {
  if (thrown instanceof Failure) return thrown;
  const name = thrown instanceof Error || thrown instanceof DOMException ? thrown.name : '';
  return microphoneFailure(FAULT_BY_EXCEPTION.get(name) ?? 'not-started', messageOf(thrown));
}
