import type { LanguageCode } from '../src/language.ts';
import type { Words } from '../src/strings/words.ts';

/** The words themselves; what strings.ts exports is a view of them, without keys. */
export async function wordsOf(code: LanguageCode): Promise<Words> {
  const [words] = Object.values(await import(`../src/strings/${code}/index.ts`));
  return words as Words;
}
