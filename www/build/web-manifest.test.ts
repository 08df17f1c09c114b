import { describe, expect, it } from 'vitest';
import { LANGUAGE_CODES, manifestFile } from '../src/i18n/locale.ts';
import { manifestIn } from './web-manifest.ts';

const PATH = '/hot-or-cold/';
const english = manifestIn('en', PATH);
const OTHERS = LANGUAGE_CODES.filter((code) => code !== 'en');

/** What a person reads, by its place in the manifest. */
const textsOf = ({ name, short_name, description, shortcuts, screenshots }: typeof english) => ({
  name,
  short_name,
  description,
  shortcuts: shortcuts?.map((shortcut) => shortcut.name),
  screenshots: screenshots?.map(({ label }) => label),
});

/** The manifest without its language and texts. */
const settingsOf = (manifest: typeof english) => {
  const { lang: _lang, name: _, short_name: _short, description: _long, ...rest } = manifest;
  return {
    ...rest,
    shortcuts: rest.shortcuts?.map(({ name: _name, ...shortcut }) => shortcut),
    screenshots: rest.screenshots?.map(({ label: _label, ...screenshot }) => screenshot),
  };
};

it('each language has a file of its own', () => {
  const files = LANGUAGE_CODES.map(manifestFile);
  expect(new Set(files).size).toBe(LANGUAGE_CODES.length);
  expect(files).toEqual(
    expect.arrayContaining(['manifest.webmanifest', 'manifest.de.webmanifest']),
  );
});

it('the English manifest has the path as its id', () => {
  expect(english).toMatchObject({ id: PATH, lang: 'en', start_url: './', scope: './' });
});

describe.each(OTHERS)('the manifest in %s', (code) => {
  const manifest = manifestIn(code, PATH);

  it('differs from the English one in language and texts only', () => {
    expect(manifest.lang).toBe(code);
    expect(settingsOf(manifest)).toEqual(settingsOf(english));
  });

  it('has every text, translated', () => {
    const texts = [textsOf(manifest), textsOf(english)].map((all) => Object.values(all).flat());
    for (const [i, text] of (texts[0] ?? []).entries()) {
      expect(text).toMatch(/\S/);
      // The name of the app is the same in every language.
      if (text !== english.name) expect(text).not.toBe(texts[1]?.[i]);
    }
  });
});
