/** Gives the whole viewport the colour of a verdict: see `data-tone` in ui/tokens.css. */
import { useLayoutEffect } from 'preact/hooks';

export type Tone = 'hot' | 'cold';

/** Sets the tone while it is defined, and returns to neutral afterwards. */
export function useViewportTone(tone: Tone | undefined): void {
  useLayoutEffect(() => {
    if (tone === undefined) return undefined;
    const root = document.documentElement;
    root.dataset.tone = tone;
    const restoreBars = colourBrowserBars(getComputedStyle(root).getPropertyValue('--ground'));
    return () => {
      delete root.dataset.tone;
      restoreBars();
    };
  }, [tone]);
}

/** Phones colour their bars like `theme-color`. Returns a function that restores it. */
function colourBrowserBars(colour: string): () => void {
  const tags = [...document.querySelectorAll<HTMLMetaElement>('meta[name=theme-color]')];
  const before = tags.map(({ content }) => content);
  for (const tag of tags) tag.content = colour;
  return () => {
    for (const [i, tag] of tags.entries()) tag.content = before[i] ?? '';
  };
}
