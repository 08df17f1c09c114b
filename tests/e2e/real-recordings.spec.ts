/** Real recordings: the page and the command line agree, despite different decoders. */
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { classify, TOLERANCE } from './command-line.ts';
import { recordings } from './paths.ts';
import { expect, test } from './site.ts';
import { NO_RECORDINGS } from './skip-reasons.ts';

test.skip(recordings === undefined, NO_RECORDINGS);

const folder = join(recordings ?? '', 'pouring/v1');

test('a hot and a cold recording get their verdicts', async ({ site }) => {
  await site.choose(join(folder, '212f-glassMug-2.m4a'), join(folder, '40f-ceramicMug-1.m4a'));
  const outcomes = await site.outcomes(2);
  expect(outcomes.map(({ file, verdict }) => [file, verdict])).toEqual([
    ['212f-glassMug-2.m4a', 'hot'],
    ['40f-ceramicMug-1.m4a', 'cold'],
  ]);
});

test('all 32 v1 clips in one batch agree with the command line', async ({ site }) => {
  const files = readdirSync(folder).map((name) => join(folder, name));
  expect(files).toHaveLength(32);
  const lines = await classify(files);
  await site.choose(...files);
  const outcomes = await site.outcomes(32);
  expect(outcomes.map((outcome) => outcome.file)).toEqual(files.map((file) => basename(file)));
  for (const { file, verdict, probabilityHot, probabilityPouring } of outcomes) {
    const line = lines.get(file ?? '');
    expect.soft(verdict, file).toBe(line?.verdict);
    const differences = [
      Math.abs(probabilityHot - (line?.probability_hot ?? Number.NaN)),
      Math.abs(probabilityPouring - (line?.probability_pouring ?? Number.NaN)),
    ];
    expect.soft(Math.max(...differences), file).toBeLessThanOrEqual(TOLERANCE);
  }
});
