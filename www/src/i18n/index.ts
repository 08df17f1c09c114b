/**
 * Every word a person meets on the page, in the language that it is in. Whoever reads them while
 * drawing is drawn again when the language changes. How to add a language: README.md.
 */
import { signal } from '@preact/signals';
import { en } from './en/index.ts';
import { type LanguageCode, language } from './locale.ts';
import type { Messages } from './messages.ts';

const words = signal<Messages>(en);

/** English is part of the page: it stands in where another language cannot be fetched. */
const loaders: Record<LanguageCode, () => Promise<Messages>> = {
  en: async () => en,
  de: async () => (await import('./de/index.ts')).de,
  es: async () => (await import('./es/index.ts')).es,
  fr: async () => (await import('./fr/index.ts')).fr,
  ja: async () => (await import('./ja/index.ts')).ja,
  'zh-Hans': async () => (await import('./zh-Hans/index.ts')).zhHans,
};

/** Changes the language of the page. False where its words cannot be fetched; then nothing changes. */
export async function setLocale(code: LanguageCode): Promise<boolean> {
  try {
    words.value = await loaders[code]();
  } catch {
    return false;
  }
  language.value = code;
  return true;
}

export const home = current('home');
export const about = current('about');
export const guide = current('guide');
export const offline = current('offline');
export const pages = current('pages');
export const quiz = current('quiz');

function current<Part extends keyof Messages>(part: Part): Messages[Part] {
  return new Proxy({} as Messages[Part], {
    get: (_, name) => Reflect.get(words.value[part], name),
  });
}
