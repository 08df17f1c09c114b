/**
 * The texts of the page in the current language. Components that read them while rendering render
 * again when the language changes. README.md says how to add a language.
 */
import { signal } from '@preact/signals';
import { readSetting, writeSetting } from '../util/storage.ts';
import { en } from './en/index.ts';
import { LANGUAGE_CODES, type LanguageCode, language, negotiateLocale } from './locale.ts';
import type { Messages } from './messages.ts';

/** Key in localStorage. */
const LANGUAGE_KEY = 'language';

const messages = signal<Messages>(en);

/**
 * English is part of the main bundle, so that it is available if another language fails to load.
 */
const loaders: Record<LanguageCode, () => Promise<Messages>> = {
  en: async () => en,
  de: async () => (await import('./de/index.ts')).de,
  es: async () => (await import('./es/index.ts')).es,
  fr: async () => (await import('./fr/index.ts')).fr,
  ja: async () => (await import('./ja/index.ts')).ja,
  'zh-Hans': async () => (await import('./zh-Hans/index.ts')).zhHans,
};

/**
 * Changes the language of the page. Returns false, and changes nothing, if its texts fail to load.
 */
export async function setLocale(code: LanguageCode): Promise<boolean> {
  try {
    messages.value = await loaders[code]();
  } catch {
    return false;
  }
  language.value = code;
  return true;
}

/** A language that has not arrived by then appears later; until then the page is English. */
const LOAD_TIMEOUT_MS = 5000;

/** Sets the language before the first render: the stored one, or that of the browser. */
export async function initLocale(): Promise<void> {
  const stored = LANGUAGE_CODES.find((code) => code === readSetting(LANGUAGE_KEY));
  const timeout = new Promise((resolve) => setTimeout(resolve, LOAD_TIMEOUT_MS));
  await Promise.race([setLocale(stored ?? negotiateLocale(navigator.languages)), timeout]);
}

/** Changes the language and stores the choice. Returns false if its texts fail to load. */
export async function chooseLocale(code: LanguageCode): Promise<boolean> {
  const isLoaded = await setLocale(code);
  if (isLoaded) writeSetting(LANGUAGE_KEY, code);
  return isLoaded;
}

export const home = currentSection('home');
export const about = currentSection('about');
export const actions = currentSection('actions');
export const compare = currentSection('compare');
export const csv = currentSection('csv');
export const guide = currentSection('guide');
export const microphones = currentSection('microphones');
export const offline = currentSection('offline');
export const pages = currentSection('pages');
export const quiz = currentSection('quiz');
export const recovery = currentSection('recovery');
export const settings = currentSection('settings');

/** Returns an object whose properties are those of the current language at each access. */
function currentSection<Section extends keyof Messages>(section: Section): Messages[Section] {
  return new Proxy({} as Messages[Section], {
    get: (_, name) => Reflect.get(messages.value[section], name),
  });
}
