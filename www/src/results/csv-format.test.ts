// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { language } from '../i18n/locale.ts';
import { regionalCsvFormat } from './csv-format.ts';

describe('regionalCsvFormat', () => {
  it.each([
    [['en-US', 'en'], 'en', 'comma'],
    [['en-GB'], 'en', 'comma'],
    [['ja'], 'ja', 'comma'],
    [['zh-CN'], 'zh-Hans', 'comma'],
    [['de-DE', 'de', 'en-US'], 'de', 'semicolon'],
    [['fr-CA'], 'fr', 'semicolon'],
    [['es-ES'], 'es', 'semicolon'],
    [['es-MX', 'es'], 'es', 'comma'],
    [['pt-BR', 'en'], 'en', 'semicolon'],
    [['de-CH'], 'de', 'semicolon-point'],
    [['fr-CH'], 'fr', 'semicolon-point'],
    // The browser and the page differ.
    [['de-DE', 'en-US'], 'en', 'semicolon'],
    [['en-US'], 'de', 'semicolon'],
    [['en-US', 'es-MX'], 'es', 'comma'],
    [[], 'en', 'comma'],
    [[], 'fr', 'semicolon'],
    [['not a tag'], 'en', 'comma'],
  ] as const)('in a browser with %j and a page in %s is %s', (browser, page, expected) => {
    expect(regionalCsvFormat(browser, page)).toBe(expected);
  });
});

describe('csvFormat', () => {
  beforeEach(() => {
    localStorage.clear();
    vi.resetModules();
    language.value = 'en';
  });

  it('is the chosen format, also on the next visit', async () => {
    const first = await import('./csv-format.ts');
    expect(first.csvFormat.value).toBe('comma');
    first.chooseCsvFormat('semicolon');
    expect(first.csvFormat.value).toBe('semicolon');
    vi.resetModules();
    expect((await import('./csv-format.ts')).csvFormat.value).toBe('semicolon');
  });

  it('ignores an unknown stored format', async () => {
    localStorage.setItem('csv-format', 'tab');
    expect((await import('./csv-format.ts')).csvFormat.value).toBe('comma');
  });

  it('follows the language of the page', async () => {
    const { csvFormat } = await import('./csv-format.ts');
    const { language: current } = await import('../i18n/locale.ts');
    current.value = 'de';
    expect(csvFormat.value).toBe('semicolon');
  });
});
