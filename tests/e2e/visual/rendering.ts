/**
 * Records how this machine renders text. Another browser or other fonts give other pixels, so the
 * baseline is compared only where the rendering equals the recorded one. The sample uses generic
 * font names instead of the page's styles, which are under test.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type FullConfig } from '@playwright/test';
import { chromiumArguments, chromiumPath } from '../chromium.ts';
import { baseline } from '../paths.ts';

interface Rendering {
  chromium: string;
  /** Width in pixels of a sample in each font and weight. */
  widths: Record<string, number>;
  /** SHA-256 of a screenshot of the samples, which depends on antialiasing. */
  glyphs: string;
}

const FILE = join(baseline, 'rendering.json');
const SAMPLE = 'Hot or cold? 40 °F – 212 °F, ≥ 97 % ✓ ✗ ▲ ▼ …';
const FONTS = ['system-ui', 'sans-serif', 'ui-monospace', 'monospace'];
const WEIGHTS = [400, 650, 700];

/** Playwright's workers inherit this variable: the reason why no comparison is made. */
const REASON = 'SCREENSHOTS_NOT_COMPARED';

export const comparisonSkipReason = () => process.env[REASON] ?? '';

async function currentRendering(): Promise<Rendering> {
  const browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: chromiumArguments,
  });
  const page = await browser.newPage();
  const samples = FONTS.flatMap((font) => WEIGHTS.map((weight) => `${weight} 17px ${font}`));
  await page.setContent(
    samples
      .map((font) => `<div><span title="${font}" style="font:${font}">${SAMPLE}</span></div>`)
      .join(''),
  );
  const widths = await page.evaluate(() =>
    Object.fromEntries(
      [...document.querySelectorAll('span')].map((span) => [
        span.title,
        span.getBoundingClientRect().width,
      ]),
    ),
  );
  const glyphs = createHash('sha256')
    .update(await page.screenshot())
    .digest('hex');
  const [major = ''] = browser.version().split('.');
  await browser.close();
  return { chromium: major, widths, glyphs };
}

function difference(accepted: Rendering, current: Rendering): string {
  if (accepted.chromium !== current.chromium) {
    return `by Chromium ${accepted.chromium}, and this is ${current.chromium}`;
  }
  const fonts = Object.entries(accepted.widths).filter(
    ([font, width]) => current.widths[font] !== width,
  );
  if (fonts.length > 0) return `with other fonts (${fonts[0]?.[0]})`;
  return accepted.glyphs === current.glyphs ? '' : 'with different antialiasing';
}

/** Global setup of the end-to-end tests. */
export default async function compareRendering({ updateSnapshots }: FullConfig): Promise<void> {
  const current = await currentRendering();
  if (updateSnapshots === 'changed' || updateSnapshots === 'all') {
    writeFileSync(FILE, `${JSON.stringify(current, undefined, 2)}\n`);
    return;
  }
  const found = difference(JSON.parse(readFileSync(FILE, 'utf8')), current);
  if (found === '') return;
  process.env[REASON] =
    `skipped: comparing screenshots (the baseline was drawn ${found}; new ones are still made)`;
  console.log(process.env[REASON]);
}
