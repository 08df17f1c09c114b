/** Fits text into a width. The caller measures, so that no canvas is needed. */

const MIN_FONT_SIZE = 24;

/** Returns the largest size up to `max` at which the measured width is at most `width`. */
export function fitFontSize(max: number, width: number, measure: (size: number) => number): number {
  const measured = measure(max);
  return measured <= width ? max : Math.max(MIN_FONT_SIZE, Math.floor((max * width) / measured));
}

/** Cuts the end of a text that is too wide, and marks the cut. */
export function ellipsize(text: string, width: number, measure: (text: string) => number): string {
  if (measure(text) <= width) return text;
  // By code points, so that no character is cut in half.
  const characters = [...text];
  while (characters.length > 0 && measure(`${characters.join('')}…`) > width) characters.pop();
  return `${characters.join('').trimEnd()}…`;
}
