/** Tells when a worker itself fails: Comlink alone would wait for its answer forever. */

import { home } from '../i18n/index.ts';
import type { ErrorCode } from '../i18n/message-types.ts';
import type { CoreError, Fault } from './protocol.ts';

/** Resolves, never rejects; `ready` is the worker's first answer. */
export function workerFailure(worker: Worker, ready: Promise<unknown>): Promise<{ fault: Fault }> {
  let answered = false;
  void ready.then(() => {
    answered = true;
  });
  return new Promise((resolve) => {
    worker.addEventListener('error', (event) => {
      // Before its first answer it never came up: a script that is missing or does not parse.
      const kind = answered ? 'crashed' : 'not-loaded';
      resolve({ fault: { kind, detail: event.message ?? '' } });
    });
    worker.addEventListener('messageerror', () => {
      resolve({ fault: { kind: 'crashed', detail: 'a message could not be read' } });
    });
  });
}

/** The core's refusals in the language of the page; in English they are the core's own sentences. */

export function localizeError({ code, values, sentence }: CoreError): string {
  return home.refusals[code as ErrorCode]?.(values) ?? sentence;
}
