/** The theme: that of the system, until the person chooses light or dark. */
import { signal } from '@preact/signals';
import { readSetting, writeSetting } from '../util/storage.ts';

export const THEMES = ['system', 'light', 'dark'] as const;

export type Theme = (typeof THEMES)[number];

/** Key in localStorage. public/theme.js reads it too. */
const THEME_KEY = 'theme';

export const theme = signal<Theme>(
  THEMES.find((known) => known === readSetting(THEME_KEY)) ?? 'system',
);

/** Changes the colours, those of the browser's own bars included, and stores the choice. */
export function chooseTheme(chosen: Theme): void {
  theme.value = chosen;
  writeSetting(THEME_KEY, chosen === 'system' ? undefined : chosen);
  const { documentElement: root } = document;
  if (chosen === 'system') delete root.dataset.theme;
  else root.dataset.theme = chosen;
  const schemes = document.querySelector<HTMLMetaElement>('meta[name=color-scheme]');
  if (schemes) schemes.content = chosen === 'system' ? 'light dark' : chosen;
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name=theme-color]')) {
    const { scheme } = meta.dataset;
    const asChosen = scheme === chosen ? 'all' : 'not all';
    const media = chosen === 'system' ? `(prefers-color-scheme: ${scheme})` : asChosen;
    meta.setAttribute('media', media);
  }
}
