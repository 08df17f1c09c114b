/** The languages of the page and their number formats. */
import { signal } from '@preact/signals';

const NBSP = '\u00a0';
const NARROW_NBSP = '\u202f';

interface Language {
  /** The name of the language in the language itself. */
  name: string;
  /** BCP 47 tag for numbers and dates. */
  locale: string;
  percent: (whole: string) => string;
  over: (percent: string) => string;
  under: (percent: string) => string;
  seconds: (number: string) => string;
  megabyte: string;
  gigabyte: string;
}

const latinUnits = {
  megabyte: 'MB',
  gigabyte: 'GB',
  percent: (whole: string) => `${whole}${NBSP}%`,
  seconds: (number: string) => `${number}${NBSP}s`,
};

export const LANGUAGES = {
  en: {
    name: 'English',
    // British: the day precedes the month, without a comma.
    locale: 'en-GB',
    ...latinUnits,
    percent: (whole) => `${whole}%`,
    over: (percent) => `over${NBSP}${percent}`,
    under: (percent) => `under${NBSP}${percent}`,
  },
  de: {
    name: 'Deutsch',
    locale: 'de',
    ...latinUnits,
    over: (percent) => `über${NBSP}${percent}`,
    under: (percent) => `unter${NBSP}${percent}`,
  },
  es: {
    name: 'Español',
    locale: 'es',
    ...latinUnits,
    over: (percent) => `más del${NBSP}${percent}`,
    under: (percent) => `menos del${NBSP}${percent}`,
  },
  fr: {
    name: 'Français',
    locale: 'fr',
    ...latinUnits,
    megabyte: 'Mo',
    gigabyte: 'Go',
    percent: (whole) => `${whole}${NARROW_NBSP}%`,
    over: (percent) => `plus de${NBSP}${percent}`,
    under: (percent) => `moins de${NBSP}${percent}`,
  },
  ja: {
    name: '日本語',
    locale: 'ja',
    ...latinUnits,
    percent: (whole) => `${whole}%`,
    seconds: (number) => `${number}秒`,
    over: (percent) => `${percent}超`,
    under: (percent) => `${percent}未満`,
  },
  'zh-Hans': {
    name: '简体中文',
    locale: 'zh-Hans',
    ...latinUnits,
    percent: (whole) => `${whole}%`,
    seconds: (number) => `${number}秒`,
    over: (percent) => `超过${percent}`,
    under: (percent) => `不到${percent}`,
  },
} satisfies Record<string, Language>;

export type LanguageCode = keyof typeof LANGUAGES;

export const LANGUAGE_CODES = Object.keys(LANGUAGES) as LanguageCode[];

/** Name of the web app manifest in a language; build/web-manifest.ts writes it. */
export function manifestFile(code: LanguageCode): string {
  return code === 'en' ? 'manifest.webmanifest' : `manifest.${code}.webmanifest`;
}

/** The current language. `setLocale` sets it once its texts are loaded. */
export const language = signal<LanguageCode>('en');

export function currentLocale(): Language {
  return LANGUAGES[language.value];
}

/** Returns the first available language of `preferred`, or English. */
export function negotiateLocale(preferred: readonly string[]): LanguageCode {
  for (const tag of preferred) {
    const match = LANGUAGE_CODES.find((code) => isSameLanguageAndScript(code, tag));
    if (match) return match;
  }
  return 'en';
}

/** Compares language and script: zh-CN and zh-SG use simplified characters, zh-TW does not. */
function isSameLanguageAndScript(code: LanguageCode, tag: string): boolean {
  try {
    const [a, b] = [code, tag].map((bcp47) => new Intl.Locale(bcp47).maximize());
    return a?.language === b?.language && a?.script === b?.script;
  } catch {
    return false;
  }
}
