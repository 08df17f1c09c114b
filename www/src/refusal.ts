/** The core's refusals in the language of the page; in English they are the core's own sentences. */
import type { Refused } from './engine-protocol.ts';
import type { Refusal } from './strings/words.ts';
import { strings } from './strings.ts';

export function refusal({ code, values, sentence }: Refused): string {
  return strings.refusals[code as Refusal]?.(values) ?? sentence;
}
