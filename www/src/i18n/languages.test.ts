// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { loadMessages } from '../../test/fixtures.ts';
import type { ErrorValues } from '../../wasm/hot_or_cold.js';
import type { DecodeErrorValues } from '../../wasm/hot_or_cold_decoder.js';
import { decodeFailure } from '../decoder/decode-failure.ts';
import { localizeError } from '../worker/worker-errors.ts';
import { hertz, percent, seconds, share } from './format.ts';
import { home, pages, recovery, setLocale } from './index.ts';
import { LANGUAGE_CODES, type LanguageCode, language, negotiateLocale } from './locale.ts';

const OTHERS = LANGUAGE_CODES.filter((code) => code !== 'en');

type Leaf = { path: string; text: string; of: 'text' | 'function' };

function leaves(value: unknown, path: string): Leaf[] {
  if (typeof value === 'string') return [{ path, text: value, of: 'text' }];
  if (typeof value === 'function') return [{ path, text: '', of: 'function' }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, `${path}.${key}`));
}

async function leavesOf(code: LanguageCode): Promise<Leaf[]> {
  const all = leaves(await loadMessages(code), '');
  return all.filter(({ path }) => !/^\.home\.(refusals|decodeErrors)/.test(path));
}

const linksOf = (text: string) =>
  [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, address]) => address);

afterEach(() => setLocale('en'));

describe.each(OTHERS)('%s', (code) => {
  it('has the same keys as English', async () => {
    const [translated, english] = [await leavesOf(code), await leavesOf('en')];
    expect(translated.map(({ path, of }) => `${path}: ${of}`)).toEqual(
      english.map(({ path, of }) => `${path}: ${of}`),
    );
  });

  it('has the same links as English', async () => {
    const english = new Map((await leavesOf('en')).map(({ path, text }) => [path, text]));
    for (const { path, text } of await leavesOf(code)) {
      expect(linksOf(text).toSorted(), path).toEqual(linksOf(english.get(path) ?? '').toSorted());
    }
  });

  it('has no English sentence', async () => {
    const english = new Map((await leavesOf('en')).map(({ path, text }) => [path, text]));
    const same = (await leavesOf(code)).filter(
      ({ path, text }) => text.split(' ').length > 4 && text === english.get(path),
    );
    expect(same).toEqual([]);
  });

  it('has a sentence for each error of the core', async () => {
    await setLocale(code);
    const errors: ErrorValues[] = [
      { code: 'no-samples' },
      { code: 'bad-channels', reason: 'there are none' },
      { code: 'bad-sample-rate', rate: 1, min: 8_000, max: 384_000 },
      { code: 'not-sound', value: 1e30, seconds: 1.5 },
      { code: 'silent' },
      { code: 'too-short', seconds: 0.25, min: 3 },
      { code: 'too-long', max_hours: 2 },
      { code: 'no-reference' },
      { code: 'foreign-reference' },
      { code: 'model', reason: 'it is too large' },
    ];
    for (const values of errors) {
      const message = localizeError({ kind: 'refused', code: values.code, values, sentence: '' });
      expect(message, values.code).toMatch(/[.。]$/);
      expect(message, values.code).not.toMatch(/undefined|NaN/);
      if (values.code === 'too-short') expect(message).toMatch(/0[.,]25.*3/s);
    }
    // A length that rounds to the one that is needed contradicts itself.
    const values: ErrorValues = { code: 'too-short', seconds: 0.9999, min: 1 };
    const message = localizeError({ kind: 'refused', code: values.code, values, sentence: '' });
    expect(message).toMatch(/0[.,]99\D/);
  });

  it('has a sentence for each error of the decoder', async () => {
    await setLocale(code);
    const errors: DecodeErrorValues[] = [
      { code: 'unknown-format' },
      { code: 'not-audio', kind: 'picture' },
      { code: 'unsupported-format', format: 'AMR' },
      { code: 'unsupported-codec', codec: 'AC-3' },
      { code: 'unknown-codec' },
      { code: 'no-sound-track' },
      { code: 'encrypted' },
      { code: 'cut-off' },
      { code: 'damaged' },
      { code: 'bad-sample-rate', rate: 0 },
      { code: 'too-many-channels', channels: 33, codec: 'WAV', max: 32 },
      { code: 'too-long', max_hours: 2 },
      { code: 'format-changes' },
      { code: 'read-failed' },
    ];
    for (const values of errors) {
      const fault = { kind: 'refused', values, sentence: '', detail: '' } as const;
      const { sentence } = decodeFailure(fault);
      expect(sentence.match(/[.!?](\s|$)|[。！？]/g), values.code).toHaveLength(1);
      expect(sentence, values.code).toMatch(/[.。]$/);
      expect(sentence, values.code).not.toMatch(/undefined|NaN/);
      for (const value of ['AMR', 'AC-3', 33, 'WAV', 32]) {
        if (Object.values(values).includes(value)) expect(sentence).toContain(String(value));
      }
    }
  });

  it('has one sentence per failure', async () => {
    await setLocale(code);
    const tables = [
      home.failures,
      home.listen.failures,
      home.history.problems,
      recovery.failures,
      recovery.problems,
    ];
    for (const words of tables.flatMap((table) => Object.values(table))) {
      const sentence = typeof words === 'string' ? words : words(2_000_000_000, 1_000_000_000);
      expect(sentence).toMatch(/[.。]$/);
      expect(sentence.match(/[.!?](\s|$)|[。！？]/g), sentence).toHaveLength(1);
    }
  });
});

it('setLocale changes nothing if a language fails to load', async () => {
  vi.doMock('./de/index.ts', () => {
    throw new Error('offline');
  });
  expect(await setLocale('de')).toBe(false);
  vi.doUnmock('./de/index.ts');
  expect(language.value).toBe('en');
  expect(pages.names.guide).toBe('Guide');
});

describe('negotiateLocale', () => {
  it.each([
    [['de-AT', 'en'], 'de'],
    [['it', 'fr-CA'], 'fr'],
    [['pt-BR', 'it'], 'en'],
    [['zh-CN'], 'zh-Hans'],
    [['zh'], 'zh-Hans'],
    // Readers of Traditional Chinese do not get Simplified Chinese.
    [['zh-TW', 'ja-JP'], 'ja'],
    [['not a tag', 'es-419'], 'es'],
    [[], 'en'],
  ] as const)('maps %j to %s', (read, code) => expect(negotiateLocale(read)).toBe(code));
});

describe('number formats', () => {
  const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ');

  it.each([
    ['en', 'under 1%', '6.1 s', '2.5 kHz', '95.0–98.3%'],
    ['de', 'unter 1 %', '6,1 s', '2,5 kHz', '95,0–98,3 %'],
    ['es', 'menos del 1 %', '6,1 s', '2,5 kHz', '95,0–98,3 %'],
    ['fr', 'moins de 1 %', '6,1 s', '2,5 kHz', '95,0–98,3 %'],
    ['ja', '1%未満', '6.1秒', '2.5 kHz', '95.0–98.3%'],
    ['zh-Hans', '不到1%', '6.1秒', '2.5 kHz', '95.0–98.3%'],
  ] as const)('in %s', async (code, least, length, tone, interval) => {
    await setLocale(code);
    expect([percent(0), seconds(6.06), hertz(2540), share('95.0–98.3\u00a0%')].map(plain)).toEqual([
      least,
      length,
      tone,
      interval,
    ]);
  });
});

describe('initLocale', () => {
  beforeEach(() => {
    vi.resetModules();
    localStorage.clear();
  });

  it('uses the language of the browser until one is chosen', async () => {
    vi.spyOn(navigator, 'languages', 'get').mockReturnValue(['fr']);
    const visit = async () => {
      vi.resetModules();
      const { chooseLocale, initLocale } = await import('./index.ts');
      await initLocale();
      const { language } = await import('./locale.ts');
      return { chooseLocale, language };
    };
    const first = await visit();
    expect(first.language.value).toBe('fr');
    await first.chooseLocale('ja');
    expect((await visit()).language.value).toBe('ja');
    localStorage.setItem('language', 'tlh');
    expect((await visit()).language.value).toBe('fr');
    vi.restoreAllMocks();
  });
});
