/** A recording of one hour: verdict, progress and removal. */
import { createWriteStream, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { home } from '../../www/src/i18n/index.ts';
import { synthesise } from './command-line.ts';
import { expect, test } from './site.ts';
import { samplesOf, wavHeader } from './wav-files.ts';

const RATE = 16_000;
const HOUR = 3600;
const MINUTE_MS = 60_000;
/** Delay that feels immediate. */
const IMMEDIATE_MS = 200;

let hour = '';
test.afterEach(() => rm(hour, { force: true }));

test('a recording of one hour gets a verdict, with increasing progress', async ({
  site,
  page,
  scratch,
}) => {
  hour = scratch('hour.wav');
  await writeHour(hour, scratch('minute.wav'));
  await page.evaluate(() => {
    const fractions: number[] = [];
    Object.assign(window, { progress: fractions });
    new MutationObserver(() => {
      const fraction = document.querySelector('progress[value]')?.getAttribute('value');
      if (fraction) fractions.push(Number(fraction));
    }).observe(document.body, { subtree: true, attributes: true, childList: true });
  });
  await site.choose(hour);
  const [outcome] = await site.outcomes(1, 8 * MINUTE_MS);
  expect(outcome?.error).toBeUndefined();
  expect(outcome?.verdict).toBeDefined();
  const fractions = await page.evaluate(
    () => (window as unknown as { progress: number[] }).progress,
  );
  expect(new Set(fractions).size).toBeGreaterThan(10);
  expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
  await expect(site.cards.getByTestId('time-axis')).toContainText('50:00');
});

test('a running recording of one hour can be removed at once, and the next gets a verdict', async ({
  site,
  page,
  scratch,
}) => {
  hour = scratch('hour.wav');
  const minute = scratch('minute.wav');
  await writeHour(hour, minute);
  await site.choose(hour);
  const progress = page.locator('progress[value]');
  await expect
    .poll(() => progress.getAttribute('value').then(Number), { timeout: 4 * MINUTE_MS })
    .toBeGreaterThan(0.05);
  const remove = page.getByRole('button', { name: home.results.removeNamed('hour.wav') });
  const removalMs = await remove.evaluate(
    (button: HTMLElement) =>
      new Promise<number>((resolve) => {
        const start = performance.now();
        new MutationObserver(() => {
          if (!button.isConnected) resolve(performance.now() - start);
        }).observe(document.body, { subtree: true, childList: true });
        button.click();
      }),
  );
  expect(removalMs).toBeLessThan(IMMEDIATE_MS);
  await expect(site.cards).toHaveCount(0);
  await site.choose(minute);
  const [outcome] = await site.outcomes(1, MINUTE_MS / 4);
  expect(outcome?.error).toBeUndefined();
});

/** Streams a synthesised minute sixty times, since the file has 115 MB. */
async function writeHour(path: string, scratch: string): Promise<void> {
  const pour = { fahrenheit: 200, seconds: 60, seed: 7, sampleRate: RATE };
  const minute = samplesOf(readFileSync(await synthesise(scratch, pour)));
  const bytes = Buffer.from(minute.buffer, minute.byteOffset, minute.byteLength);
  const repeats = (HOUR * RATE) / minute.length;
  const parts = [wavHeader(RATE, 1, 2, bytes.length * repeats), ...Array(repeats).fill(bytes)];
  await pipeline(Readable.from(parts), createWriteStream(path));
}
