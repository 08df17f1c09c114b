/** Failures of the decoder in the language of the page. */
import type { DecodeErrorValues } from '../../wasm/hot_or_cold_decoder.js';
import { home } from '../i18n/index.ts';
import type { DecodeErrorCode, DecodeErrorsByCode } from '../i18n/message-types.ts';
import { Failure } from '../util/failure.ts';
import type { DecodeFault } from './protocol.ts';

/** Returns the failure of a fault, with a sentence that is translated when it is read. */
export function decodeFailure(fault: DecodeFault): Failure {
  if (fault.kind === 'too-long') return new Failure('too-long', () => home.failures['too-long']);
  if (fault.kind !== 'refused')
    return new Failure(fault.kind, () => home.failures[fault.kind], fault.detail);
  const { values, sentence, detail } = fault;
  switch (values.code) {
    case 'no-sound-track':
      return new Failure('no-sound-track', () => home.failures['no-sound-track'], detail);
    case 'read-failed':
      return new Failure('unreadable', () => home.failures.unreadable, detail);
    case 'bad-sample-rate':
      return new Failure(values.code, () => home.failures['bad-sample-rate'](values.rate), detail);
    case 'too-long':
      return new Failure(values.code, () => home.refusals[values.code]?.(values) ?? sentence);
    case 'unknown-format':
      return new Failure('undecodable', () => home.failures.undecodable, detail);
    case 'too-many-channels':
      return new Failure('bad-channels', () => translate(values) ?? sentence, detail);
    default:
      return new Failure('undecodable', () => translate(values) ?? sentence, detail);
  }
}

/** The message in the page's language. English is the decoder's own sentence. */
function translate(values: DecodeErrorValues): string | undefined {
  return messageFor(values.code, values as never);
}

function messageFor<C extends DecodeErrorCode>(code: C, values: DecodeErrorsByCode[C]) {
  return home.decodeErrors[code]?.(values);
}
