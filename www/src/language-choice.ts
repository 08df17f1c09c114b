/** The language of the page: the browser's, until a person chooses. */
import { keep, recall } from './kept-choice.ts';
import { CODES, type LanguageCode, preferred } from './language.ts';
import { speak } from './strings.ts';

const KEY = 'language';

/** Before anything is drawn. */
export async function speakFirst(): Promise<void> {
  await speak(recall(KEY, CODES) ?? preferred(navigator.languages));
}

/** False where the language cannot be fetched. */
export async function choose(code: LanguageCode): Promise<boolean> {
  const spoken = await speak(code);
  if (spoken) keep(KEY, code);
  return spoken;
}
