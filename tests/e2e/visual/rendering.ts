/**
 * What the baseline's pictures were drawn with. Another browser or other fonts draw the same page
 * with other pixels: there is nothing to compare then. The fonts are asked for by the names that
 * every system has its own font for, and not by the page's own styles: those are what is tested.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type FullConfig } from '@playwright/test';
import { chromiumArguments, chromiumPath } from '../chromium.ts';
import { baseline } from '../paths.ts';

interface Rendering {
  chromium: string;
  /** Of a sample in each font and weight, in pixels. */
  widths: Record<string, number>;
  /** SHA-256 of a picture of them, for how edges are smoothed. */
  glyphs: string;
}

const FILE = join(baseline, 'rendering.json');
const SAMPLE = 'Hot or cold? 40 °F – 212 °F, ≥ 97 % ✓ ✗ ▲ ▼ …';
const FONTS = ['system-ui', 'sans-serif', 'ui-monospace', 'monospace'];
const WEIGHTS = [400, 650, 700];

/** Playwright's workers inherit it: why pictures are not compared, or nothing. */
const REASON = 'LOOKS_NOT_COMPARED';

export const whyNotCompared = () => process.env[REASON] ?? '';

async function renderingHere(): Promise<Rendering> {
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

function difference(there: Rendering, here: Rendering): string {
  if (there.chromium !== here.chromium) {
    return `by Chromium ${there.chromium}, and this is ${here.chromium}`;
  }
  const fonts = Object.entries(there.widths).filter(([font, width]) => here.widths[font] !== width);
  if (fonts.length > 0) return `with other fonts than there are here (${fonts[0]?.[0]})`;
  return there.glyphs === here.glyphs ? '' : 'with letters that are smoothed in another way';
}

/** Runs once, before all tests. */
export default async function compareRendering({ updateSnapshots }: FullConfig): Promise<void> {
  const here = await renderingHere();
  if (updateSnapshots === 'changed' || updateSnapshots === 'all') {
    writeFileSync(FILE, `${JSON.stringify(here, undefined, 2)}\n`);
    return;
  }
  const found = difference(JSON.parse(readFileSync(FILE, 'utf8')), here);
  if (found === '') return;
  process.env[REASON] =
    `skipped: comparing pictures of the page (the baseline was drawn ${found}; the pictures are still made)`;
  console.log(process.env[REASON]);
}
