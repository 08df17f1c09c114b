/** Failures of a worker, and the core's errors in the language of the page. */
import { home } from '../i18n/index.ts';
import type { ErrorCode, ErrorsByCode } from '../i18n/message-types.ts';
import type { CoreError, WorkerFault } from './protocol.ts';
import { StallWatch } from './stall-watch.ts';

/** Time for the script of a worker to arrive and run. */
const START_TIMEOUT_MS = 30_000;

/**
 * Resolves when the worker itself fails, which Comlink does not report; never rejects. `ready` is
 * the worker's first reply.
 */
export function workerFailure(
  worker: Worker,
  ready: Promise<unknown>,
): Promise<{ fault: WorkerFault }> {
  let hasStarted = false;
  void ready.then(() => {
    hasStarted = true;
  });
  const watch = new StallWatch(START_TIMEOUT_MS);
  worker.addEventListener('message', () => watch.stop(), { once: true });
  watch.restart();
  return new Promise((resolve) => {
    void watch.stalled.then(() => {
      resolve({ fault: { kind: 'not-loaded', detail: 'its script did not arrive' } });
    });
    worker.addEventListener('error', (event) => {
      watch.stop();
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
