/** The language of the page: the browser's, until a person chooses. */
import { recall, remember } from '../util/browser.ts';
import { speak } from './index.ts';
import { CODES, type LanguageCode, preferred } from './locale.ts';

const KEY = 'language';

/** Before anything is drawn. */
export async function speakFirst(): Promise<void> {
  const chosen = CODES.find((code) => code === recall(KEY));
  await speak(chosen ?? preferred(navigator.languages));
}

/** False where the language cannot be fetched. */
export async function choose(code: LanguageCode): Promise<boolean> {
  const spoken = await speak(code);
  if (spoken) remember(KEY, code);
  return spoken;
}
