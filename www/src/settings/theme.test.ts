// @vitest-environment happy-dom
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';

const www = resolve(import.meta.dirname, '../..');
const head = readFileSync(resolve(www, 'index.html'), 'utf8')
  .match(/<meta\s[^>]*name="(color-scheme|theme-color)"[^>]*>/g)
  ?.join('');
const atLoad = readFileSync(resolve(www, 'public/theme.js'), 'utf8');

/** What the theme changes in the document. */
const state = () => ({
  root: document.documentElement.dataset.theme,
  schemes: document.querySelector<HTMLMetaElement>('meta[name=color-scheme]')?.content,
  bars: [...document.querySelectorAll('meta[name=theme-color]')].map((meta) =>
    meta.getAttribute('media'),
  ),
});

/** Returns the state of a new page in which public/theme.js has run. */
function load() {
  delete document.documentElement.dataset.theme;
  document.head.innerHTML = head ?? '';
  new Function(atLoad)();
  return state();
}

beforeEach(() => {
  vi.resetModules();
  localStorage.clear();
});

describe('chooseTheme', () => {
  it.each(['light', 'dark', 'system'] as const)(
    'applies and stores %s, as theme.js does at the next load',
    async (chosen) => {
      const asSystem = load();
      const visit = await import('./theme.ts');
      visit.chooseTheme(chosen === 'light' ? 'dark' : 'light');
      visit.chooseTheme(chosen);
      const applied = state();
      expect(applied.root).toBe(chosen === 'system' ? undefined : chosen);
      if (chosen === 'system') expect(applied).toEqual(asSystem);
      else
        expect(applied.bars).toEqual(chosen === 'light' ? ['all', 'not all'] : ['not all', 'all']);
      expect(load()).toEqual(applied);
      vi.resetModules();
      expect((await import('./theme.ts')).theme.value).toBe(chosen);
    },
  );

  it('theme ignores an unknown stored value', async () => {
    localStorage.setItem('theme', 'sepia');
    expect(load().root).toBeUndefined();
    expect((await import('./theme.ts')).theme.value).toBe('system');
  });
});
