/** Maps the exceptions of getUserMedia and Web Audio to failures of the microphone. */
import { home } from '../i18n/index.ts';
import { Failure, messageOf } from '../util/failure.ts';

export type MicrophoneFault = keyof typeof home.listen.failures;

/** Keyed by the name of the DOMException. Older browsers have other names for some. */
const FAULT_BY_EXCEPTION = new Map<string, MicrophoneFault>([
  ['NotAllowedError', 'denied'],
  ['PermissionDeniedError', 'denied'],
  // Forbidden for the whole document, by its origin or by the page that embeds it.
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
