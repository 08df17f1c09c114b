/** The language of the page: the browser's, until a person chooses. */
import { readSetting, writeSetting } from '../util/storage.ts';
import { setLocale } from './index.ts';
import { LANGUAGE_CODES, type LanguageCode, negotiateLocale } from './locale.ts';

const KEY = 'language';

/** Before anything is drawn. */
export async function initLocale(): Promise<void> {
  const chosen = LANGUAGE_CODES.find((code) => code === readSetting(KEY));
  await setLocale(chosen ?? negotiateLocale(navigator.languages));
}

/** False where the language cannot be fetched. */
export async function chooseLocale(code: LanguageCode): Promise<boolean> {
  const spoken = await setLocale(code);
  if (spoken) writeSetting(KEY, code);
  return spoken;
}
