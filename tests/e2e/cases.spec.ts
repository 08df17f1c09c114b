/**
 * Recordings that are cut, damaged, mislabelled or unusual. Page and command line must agree on
 * each: one verdict, or one sentence.
 */
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { classify } from './command-line.ts';
import { cases } from './paths.ts';
import { expect, test } from './site.ts';
import { NO_CASES } from './skip-reasons.ts';

const files = cases
  ? readdirSync(cases)
      .filter((name) => !name.endsWith('.txt'))
      .map((name) => join(cases ?? '', name))
  : [];

/** Decoders differ by some samples, and in what they make of damaged ones. */
const TOLERANCE = 0.05;

/** AAC with more than two channels, which only browsers decode. */
const ONLY_IN_BROWSERS = ['ch6.m4a'];

test.describe('unusual and damaged recordings', () => {
  test.skip(cases === undefined, NO_CASES);
  test.setTimeout(10 * 60_000);

  test('page and command line agree on every case file', async ({ site, guard }) => {
    // A damaged file may crash the decoder, whose worker is then replaced.
    guard.allow(/panicked/);
    const lines = await classify(files);
    await site.choose(...files);
    const outcomes = await site.outcomes(files.length, 8 * 60_000);
    for (const { file = '', verdict, probabilityHot, error } of outcomes) {
      if (ONLY_IN_BROWSERS.includes(file)) continue;
      const line = lines.get(basename(file));
      expect.soft(verdict ?? null, `${file}: ${error}, ${line?.error}`).toBe(line?.verdict);
      if (verdict === undefined) {
        expect.soft(error, file).toMatch(/^[A-Z][^.!?]*\.$/);
      } else {
        const difference = Math.abs(probabilityHot - (line?.probability_hot ?? Number.NaN));
        expect.soft(difference, file).toBeLessThanOrEqual(TOLERANCE);
      }
    }
  });
});
