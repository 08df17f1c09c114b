/**
 * How soon is it said? Every pour of the set `v1` through the fake microphone, some seven minutes:
 * `npm run test:live`. The core alone is held to the same number by tests/live.rs, in seconds.
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
const SOON_SECONDS = 1.5;
const SOON_ENOUGH = 28;
/** The fake device's. */
const RATE = 44_100;

/** Path and onset of each pour of `v1`. */
const pours = readFileSync(join(repository, 'model/onsets.csv'), 'utf8')
  .split('\n')
  .map((row) => row.split(','))
  .filter(([path]) => path?.startsWith('pouring/v1/'))
  .map(([path = '', onset]) => ({ path, name: basename(path, '.m4a'), onset: Number(onset) }));

/** A file for each pour: a failing test takes its process with it. Playwright empties `output` first. */
const answers = join(output, 'live-delay');

test.describe.configure({ mode: 'default', timeout: 60_000 });
test.skip(process.env.LIVE_DELAY === undefined, 'How soon a verdict comes: npm run test:live');

for (const { path, name, onset } of pours) {
  test(`${name} is judged while it pours`, async ({ openWithMicrophone, scratch }) => {
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
    const kept = [...samplesOf(await site.recording())];
    const place = placeOf(kept, decoded(played));
    const due = recordingStart + SILENCE_SECONDS + onset - place + SOON_SECONDS;
    const said = marks.findLast(({ recorded }) => recorded <= due)?.verdict ?? null;
    const verdict = (await classify([file])).get(basename(file))?.verdict;
    mkdirSync(answers, { recursive: true });
    writeFileSync(join(answers, name), said === verdict ? 'soon' : 'late');
    const when = marks.find((mark) => mark.verdict === verdict)?.recorded ?? Number.NaN;
    console.log(
      `${name}: ${said ?? 'nothing'} after ${SOON_SECONDS} s; ${verdict} ${(when - due + SOON_SECONDS).toFixed(2)} s after the start`,
    );
    expect(card?.verdict, 'the last word is the recording’s own').toBe(verdict);
  });
}

test('verdicts come soon', () => {
  test.skip(recordings === undefined, NO_RECORDINGS);
  test.skip(!hasFfmpeg, NO_FFMPEG);
  const all = readdirSync(answers).map((name) => readFileSync(join(answers, name), 'utf8'));
  const count = all.filter((answer) => answer === 'soon').length;
  console.log(`${count} of ${all.length} right verdicts within ${SOON_SECONDS} s`);
  expect(all).toHaveLength(pours.length);
  expect(count).toBeGreaterThanOrEqual(SOON_ENOUGH);
});

function decoded(wav: string): number[] {
  const arguments_ = [
    '-v',
    'error',
    '-i',
    wav,
    '-ar',
    String(RATE),
    '-ac',
    '1',
    '-f',
    's16le',
    '-',
  ];
  const bytes = execFileSync('ffmpeg', arguments_, { maxBuffer: 2 ** 26 });
  return [...new Int16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2)];
}

const STEP = 220;

/** At what second of `whole` `part` begins: the device starts the file when it likes. */
function placeOf(part: number[], whole: number[]): number {
  const [short, long] = [loudness(part), loudness(whole)];
  let [best, place] = [Number.NEGATIVE_INFINITY, 0];
  for (let at = 0; at + short.length / 2 < long.length; at += 1) {
    const both = long.slice(at, at + short.length);
    const alike = correlation(short.slice(0, both.length), both);
    if (alike > best) [best, place] = [alike, at];
  }
  return (place * STEP) / RATE;
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
