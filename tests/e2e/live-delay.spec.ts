/**
 * Measures the delay of live verdicts, with every pour of `v1` through the fake microphone:
 * `npm run test:live`, seven minutes. tests/live.rs checks the same limit without a browser.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { LIVE_MARK, type LiveMarkDetail } from '../../www/src/util/performance-marks.ts';
import { classify } from './command-line.ts';
import { afterSilence, test } from './microphone.ts';
import { output, recordings, repository } from './paths.ts';
import { expect } from './site.ts';
import { hasFfmpeg, NO_FFMPEG, NO_RECORDINGS } from './skip-reasons.ts';
import { samplesOf } from './wav-files.ts';

const SILENCE_SECONDS = 3;
const MAX_DELAY_SECONDS = 1.5;
const MIN_IN_TIME = 28;
/** Sample rate of the fake microphone. */
const RATE = 44_100;

/** Path and onset of each pour of `v1`. */
const pours = readFileSync(join(repository, 'model/onsets.csv'), 'utf8')
  .split('\n')
  .map((row) => row.split(','))
  .filter(([path]) => path?.startsWith('pouring/v1/'))
  .map(([path = '', onset]) => ({ path, name: basename(path, '.m4a'), onset: Number(onset) }));

/** One file per pour, since a failing test ends its process. Playwright empties `output` first. */
const resultsFolder = join(output, 'live-delay');

test.describe.configure({ mode: 'default', timeout: 60_000 });
test.skip(process.env.LIVE_DELAY === undefined, 'Delay of live verdicts: npm run test:live');

for (const { path, name, onset } of pours) {
  test(`${name} gets the recording’s verdict`, async ({ openWithMicrophone, scratch }) => {
    test.skip(recordings === undefined, NO_RECORDINGS);
    test.skip(!hasFfmpeg, NO_FFMPEG);
    const file = join(recordings ?? '', path);
    const played = afterSilence(file, SILENCE_SECONDS, scratch('pour.wav'));
    const { site, page, panel, button } = await openWithMicrophone(played);
    await button.click();
    const [card] = await site.outcomes(1);
    await expect(panel).toHaveAttribute('data-dropped', '0');
    const marks: LiveMarkDetail[] = await page.evaluate(
      (mark) =>
        performance.getEntriesByName(mark).map((entry) => (entry as PerformanceMark).detail),
      LIVE_MARK,
    );
    const recordingStart = marks.at(-1)?.recordingStart ?? 0;
    const recorded = [...samplesOf(await site.recording())];
    const offset = findOffset(recorded, decode(played));
    const due = recordingStart + SILENCE_SECONDS + onset - offset + MAX_DELAY_SECONDS;
    const shown = marks.findLast((mark) => mark.recorded <= due)?.verdict ?? null;
    const verdict = (await classify([file])).get(basename(file))?.verdict;
    mkdirSync(resultsFolder, { recursive: true });
    writeFileSync(join(resultsFolder, name), shown === verdict ? 'in time' : 'late');
    const when = marks.find((mark) => mark.verdict === verdict)?.recorded ?? Number.NaN;
    const delay = (when - due + MAX_DELAY_SECONDS).toFixed(2);
    console.log(
      `${name}: ${shown ?? 'nothing'} after ${MAX_DELAY_SECONDS} s; ${verdict} at ${delay} s`,
    );
    expect(card?.verdict, 'verdict of the card').toBe(verdict);
  });
}

test(`at least ${MIN_IN_TIME} verdicts are right within ${MAX_DELAY_SECONDS} s`, () => {
  test.skip(recordings === undefined, NO_RECORDINGS);
  test.skip(!hasFfmpeg, NO_FFMPEG);
  const all = readdirSync(resultsFolder).map((name) =>
    readFileSync(join(resultsFolder, name), 'utf8'),
  );
  const count = all.filter((result) => result === 'in time').length;
  console.log(`${count} of ${all.length} right verdicts within ${MAX_DELAY_SECONDS} s`);
  expect(all).toHaveLength(pours.length);
  expect(count).toBeGreaterThanOrEqual(MIN_IN_TIME);
});

function decode(wav: string): number[] {
  const args = ['-v', 'error', '-i', wav, '-ar', String(RATE), '-ac', '1', '-f', 's16le', '-'];
  const bytes = execFileSync('ffmpeg', args, { maxBuffer: 2 ** 26 });
  return [...new Int16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2)];
}

const STEP = 220;

/** Returns the second of `whole` at which `part` begins; the device starts at any time. */
function findOffset(part: number[], whole: number[]): number {
  const [short, long] = [loudness(part), loudness(whole)];
  let [best, bestStep] = [Number.NEGATIVE_INFINITY, 0];
  for (let at = 0; at + short.length / 2 < long.length; at += 1) {
    const overlap = long.slice(at, at + short.length);
    const similarity = correlation(short.slice(0, overlap.length), overlap);
    if (similarity > best) [best, bestStep] = [similarity, at];
  }
  return (bestStep * STEP) / RATE;
}

function loudness(samples: number[]): number[] {
  return Array.from({ length: Math.floor(samples.length / STEP) }, (_, i) => {
    const part = samples.slice(i * STEP, (i + 1) * STEP);
    return Math.sqrt(part.reduce((sum, x) => sum + x * x, 0) / STEP);
  });
}

function correlation(one: number[], other: number[]): number {
  const mean = (values: number[]) => values.reduce((sum, x) => sum + x, 0) / values.length;
  const [a, b] = [mean(one), mean(other)];
  const products = (xs: number[], ys: number[], x0: number, y0: number) =>
    xs.reduce((sum, x, i) => sum + (x - x0) * ((ys[i] ?? 0) - y0), 0);
  return (
    products(one, other, a, b) / Math.sqrt(products(one, one, a, a) * products(other, other, b, b))
  );
}
