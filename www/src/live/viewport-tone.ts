/** Gives the whole viewport the colour of a verdict: see `data-tone` in ui/tokens.css. */
import { useLayoutEffect } from 'preact/hooks';

export type Tone = 'hot' | 'cold';

/** Sets the tone while it is defined, and returns to neutral afterwards. */
export function useViewportTone(tone: Tone | undefined): void {
  useLayoutEffect(() => {
    if (tone === undefined) return undefined;
    document.documentElement.dataset.tone = tone;
    const restoreBars = colourBrowserBars();
    return () => {
      delete document.documentElement.dataset.tone;
      restoreBars();
    };
  }, [tone]);
}

/** Returns what `read` reads of the styles without a tone. Nothing is drawn in between. */
export function withoutTone<Value>(read: () => Value): Value {
  const { dataset } = document.documentElement;
  const { tone } = dataset;
  delete dataset.tone;
  try {
    return read();
  } finally {
    if (tone !== undefined) dataset.tone = tone;
  }
}

/**
 * Phones colour their bars like `theme-color`. It follows the theme while the tone is set. Returns
 * a function that restores the colours.
 */
function colourBrowserBars(): () => void {
  const root = document.documentElement;
  const tags = [...document.querySelectorAll<HTMLMetaElement>('meta[name=theme-color]')];
  const before = tags.map(({ content }) => content);
  const colour = () => {
    const ground = getComputedStyle(root).getPropertyValue('--ground');
    for (const tag of tags) tag.content = ground;
  };
  colour();
  const themeOfPage = new MutationObserver(colour);
  themeOfPage.observe(root, { attributeFilter: ['data-theme'] });
  const themeOfSystem = matchMedia('(prefers-color-scheme: dark)');
  themeOfSystem.addEventListener('change', colour);
  return () => {
    themeOfPage.disconnect();
    themeOfSystem.removeEventListener('change', colour);
    for (const [i, tag] of tags.entries()) tag.content = before[i] ?? '';
  };
}
