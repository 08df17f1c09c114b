/** The languages of the page, and how each of them writes numbers. Its words are in strings/. */
import { signal } from '@preact/signals';

const NBSP = '\u00a0';
const NARROW_NBSP = '\u202f';

interface Language {
  /** In itself, as whoever looks for it knows it. */
  name: string;
  /** For numbers and dates (BCP 47). */
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
    // Day before month, and no comma in between, can be misread by nobody.
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

/** The one that the page is in. Set by `speak` of strings.ts, once its words are there. */
export const language = signal<LanguageCode>('en');

export function currentLocale(): Language {
  return LANGUAGES[language.value];
}

/** The first that the page knows of those that a person reads, in their order. */
export function negotiateLocale(read: readonly string[]): LanguageCode {
  for (const tag of read) {
    const known = LANGUAGE_CODES.find((code) => isSameWriting(code, tag));
    if (known) return known;
  }
  return 'en';
}

/** zh-CN and zh-SG are written in simplified characters, zh-TW and zh-HK are not. */
function isSameWriting(code: LanguageCode, tag: string): boolean {
  try {
    const [ours, theirs] = [code, tag].map((written) => new Intl.Locale(written).maximize());
    return ours?.language === theirs?.language && ours?.script === theirs?.script;
  } catch {
    return false;
  }
}
