/** Failures of a worker, and the core's errors in the language of the page. */
import { home } from '../i18n/index.ts';
import type { ErrorCode, ErrorsByCode } from '../i18n/message-types.ts';
import type { CoreError, Fault } from './protocol.ts';

/**
 * Resolves when the worker itself fails, which Comlink does not report; never rejects. `ready` is
 * the worker's first reply.
 */
export function workerFailure(worker: Worker, ready: Promise<unknown>): Promise<{ fault: Fault }> {
  let hasStarted = false;
  void ready.then(() => {
    hasStarted = true;
  });
  return new Promise((resolve) => {
    worker.addEventListener('error', (event) => {
      // Before the first reply, its script is missing or does not parse.
      const kind = hasStarted ? 'crashed' : 'not-loaded';
      resolve({ fault: { kind, detail: event.message ?? '' } });
    });
    worker.addEventListener('messageerror', () => {
      resolve({ fault: { kind: 'crashed', detail: 'a message could not be read' } });
    });
  });
}

/** The message for a code in the page's language, or else the core's English sentence. */
export function localizeError({ values, sentence }: CoreError): string {
  return translate(values.code, values) ?? sentence;
}

function translate<C extends ErrorCode>(code: C, values: ErrorsByCode[C]): string | undefined {
  return home.refusals[code]?.(values);
}
