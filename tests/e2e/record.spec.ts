/** Live recording: from the microphone to a verdict during the pour, and to a card. */
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { home } from '../../www/src/i18n/index.ts';
import { LIVE_MARK, type LiveMarkDetail } from '../../www/src/util/performance-marks.ts';
import { classify, TOLERANCE } from './command-line.ts';
import { afterSilence, synthesisedPour, test } from './microphone.ts';
import { recordings } from './paths.ts';
import { expect } from './site.ts';
import { hasFfmpeg, NO_FFMPEG, NO_RECORDINGS } from './skip-reasons.ts';
import { samplesOf, wav } from './wav-files.ts';

const SILENCE_SECONDS = 3;

const liveMarks = (page: Page): Promise<LiveMarkDetail[]> =>
  page.evaluate(
    (name) => performance.getEntriesByName(name).map((mark) => (mark as PerformanceMark).detail),
    LIVE_MARK,
  );

for (const [verdict, recording] of [
  ['hot', '212f-glassMug-2.m4a'],
  ['cold', '40f-ceramicMug-1.m4a'],
] as const) {
  test(`a ${verdict} pour gets its verdict before it ends, and a card after it`, async ({
    openWithMicrophone,
    scratch,
  }) => {
    test.skip(recordings === undefined, NO_RECORDINGS);
    test.skip(!hasFfmpeg, NO_FFMPEG);
    const file = join(recordings ?? '', 'pouring/v1', recording);
    const played = afterSilence(file, SILENCE_SECONDS, scratch('pour.wav'));
    const { site, page, panel, button } = await openWithMicrophone(played);
    await button.click();
    await expect(panel).toHaveAttribute('data-phase', 'listening');
    await expect(panel).toHaveAttribute('data-phase', 'pouring');
    await expect(panel).toHaveAttribute('data-verdict', verdict);
    await expect(panel.getByText(home.verdicts[verdict].word, { exact: true })).toBeVisible();
    await expect(panel).toHaveAttribute('data-phase', 'idle');
    await expect(panel).toHaveAttribute('data-dropped', '0');
    await expect(panel).toHaveAttribute('data-verdict', verdict);

    const original = (await classify([file])).get(basename(file));
    const pourEnd = SILENCE_SECONDS + (original?.seconds ?? 0);
    const first = (await liveMarks(page)).find((mark) => mark.verdict === verdict);
    expect(first?.recorded).toBeLessThan(pourEnd);

    const [card] = await site.outcomes(1);
    expect(card?.file).toMatch(/^pour-\d{4}(-\d\d){5}\.wav$/);
    expect(card?.verdict).toBe(verdict);

    // The command line agrees on the recording, which starts shortly before the pour.
    writeFileSync(scratch('recorded.wav'), await site.recording());
    const line = (await classify([scratch('recorded.wav')])).get('recorded.wav');
    expect(line?.verdict).toBe(verdict);
    const difference = Math.abs((card?.probabilityHot ?? 0) - (line?.probability_hot ?? 1));
    expect(difference).toBeLessThanOrEqual(TOLERANCE);
    const last = (await liveMarks(page)).at(-1);
    const recorded = last?.recorded ?? 0;
    const pourStart = last?.pourStart ?? 0;
    const minSeconds = recorded - (last?.recordingStart ?? 0);
    expect(line?.seconds).toBeLessThan(recorded - pourStart + 2 + 1);
    expect(line?.seconds).toBeGreaterThan(minSeconds - 0.2);
    // Some samples arrive after the last live state.
    expect(line?.seconds).toBeLessThan(minSeconds + 1);
  });
}

/** Presses the button inside the page at once when `verdict` appears, without test delays. */
const stopAt = (panel: Locator, verdict: string) =>
  panel.evaluate(
    (element: HTMLElement, expected) =>
      new Promise<void>((resolve) => {
        const check = () => {
          if (element.dataset.verdict !== expected) return;
          observer.disconnect();
          element.querySelector<HTMLElement>('[data-testid=record]')?.click();
          resolve();
        };
        const observer = new MutationObserver(check);
        observer.observe(element, { attributeFilter: ['data-verdict'] });
        check();
      }),
    verdict,
  );

for (const [verdict, recording] of [
  ['hot', '212f-glassMug-1.m4a'],
  ['hot', '212f-glassMug-2.m4a'],
  ['cold', '40f-ceramicMug-1.m4a'],
] as const) {
  test(`the card agrees when ${recording} is stopped as soon as it is ${verdict}`, async ({
    openWithMicrophone,
    scratch,
  }) => {
    test.skip(recordings === undefined, NO_RECORDINGS);
    test.skip(!hasFfmpeg, NO_FFMPEG);
    const file = join(recordings ?? '', 'pouring/v1', recording);
    const played = afterSilence(file, SILENCE_SECONDS, scratch('pour.wav'));
    const { site, page, panel, button } = await openWithMicrophone(played);
    await button.click();
    await stopAt(panel, verdict);
    const [card] = await site.outcomes(1);
    const last = (await liveMarks(page)).findLast((mark) => mark.pourStart !== null);
    const pourSeconds = (last?.recorded ?? 0) - (last?.pourStart ?? 0);
    expect(pourSeconds, 'stopped early').toBeLessThan(3.5);
    expect(card?.verdict).toBe(verdict);
  });
}

test('the microphone is requested with ideal constraints against processing', async ({
  openWithMicrophone,
  scratch,
}) => {
  const { page, panel, button } = await openWithMicrophone(
    await synthesisedPour(scratch('pour.wav')),
    (opened) =>
      opened.addInitScript(() => {
        const { mediaDevices } = navigator;
        const getUserMedia = mediaDevices.getUserMedia.bind(mediaDevices);
        mediaDevices.getUserMedia = (constraints) => {
          document.documentElement.dataset.constraints = JSON.stringify(constraints);
          return getUserMedia(constraints);
        };
      }),
  );
  await button.click();
  await expect(panel).toHaveAttribute('data-phase', 'listening');
  const constraints = await page.locator('html').getAttribute('data-constraints');
  expect(JSON.parse(constraints ?? '')).toEqual({
    audio: {
      echoCancellation: { ideal: false },
      noiseSuppression: { ideal: false },
      autoGainControl: { ideal: false },
    },
  });
  // The device follows them, so there is no warning.
  await expect(panel.locator('[data-warning=true]')).toHaveCount(0);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 } });
  test('a warning moves nothing while it listens', async ({ openWithMicrophone, scratch }) => {
    const { panel, button } = await openWithMicrophone(
      await synthesisedPour(scratch('pour.wav'), { silence: 4 }),
      (opened) =>
        opened.addInitScript(() => {
          MediaStreamTrack.prototype.getSettings = () => ({
            echoCancellation: true,
            noiseSuppression: true,
            autoGainControl: true,
          });
        }),
    );
    const box = await panel.boundingBox();
    await button.click();
    const sentence = home.listen.processingStaysOn(Object.values(home.listen.processing));
    await expect(panel.getByText(sentence)).toBeVisible();
    expect(await panel.boundingBox()).toEqual(box);
  });
});

test('Enter and Space on the button start and stop, and Escape stops anywhere', async ({
  openWithMicrophone,
  scratch,
}) => {
  const { site, page, panel, button } = await openWithMicrophone(
    await synthesisedPour(scratch('pour.wav')),
  );
  // tabTo would stop at the navigation link of the same name.
  const isFocused = () => button.evaluate((element) => element === document.activeElement);
  for (let presses = 0; presses < 10 && !(await isFocused()); presses++) {
    await page.keyboard.press('Tab');
  }
  await expect(button).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(panel).toHaveAttribute('data-verdict', /./);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Escape');
  await expect(panel).toHaveAttribute('data-phase', 'idle');
  await site.outcomes(1);

  await button.focus();
  await page.keyboard.press('Space');
  await expect(panel).toHaveAttribute('data-phase', 'pouring');
  await page.keyboard.press('Space');
  await expect(panel).toHaveAttribute('data-phase', 'idle');
  await expect(button).toBeFocused();
  await site.outcomes(2);
});

test('the status announces the start, the verdict and the end to screen readers', async ({
  openWithMicrophone,
  scratch,
}) => {
  // Announcements within a second are merged, so the silence separates them.
  const { page, button } = await openWithMicrophone(
    await synthesisedPour(scratch('pour.wav'), { silence: 5 }),
  );
  const status = page.getByRole('status');
  await button.click();
  await expect(status).toContainText(home.listen.announcements.listening);
  await expect(status).toContainText(/(Hot|Cold) so far/);
  await expect(status).toContainText(home.listen.announcements.stopped);
});

test('silence shows a warning', async ({ openWithMicrophone, scratch }) => {
  const silence = wav({ sampleRate: 44_100, samples: new Int16Array(44_100) });
  writeFileSync(scratch('silence.wav'), silence);
  const { panel, button } = await openWithMicrophone(scratch('silence.wav'));
  await button.click();
  await expect(panel.getByText(home.listen.hints['too-quiet'])).toBeVisible();
});

test('clipped sound shows a warning', async ({ openWithMicrophone, scratch }) => {
  const samples = Int16Array.from({ length: 441_000 }, (_, i) => (i % 100 < 50 ? 32767 : -32768));
  writeFileSync(scratch('loud.wav'), wav({ sampleRate: 44_100, samples }));
  const { panel, button } = await openWithMicrophone(scratch('loud.wav'));
  await button.click();
  await expect(panel.getByText(home.listen.hints.clipping)).toBeVisible();
});

test('the recording equals the sound of the microphone', async ({
  openWithMicrophone,
  scratch,
}) => {
  const played = await synthesisedPour(scratch('pour.wav'), { pours: 3 });
  const { site, page, panel, button } = await openWithMicrophone(played);
  await button.click();
  await expect(panel).toHaveAttribute('data-verdict', /./);
  await page.waitForTimeout(1500);
  await button.click();
  await site.outcomes(1);
  // Chromium's fake device resamples and mixes, so the test compares loudness over time.
  const recorded = loudness(await site.recording());
  const sound = loudness(readFileSync(played));
  const starts = Array.from({ length: sound.length - recorded.length }, (_, start) => start);
  const similarity = (start: number) => correlation(recorded, sound.slice(start));
  const start = starts.reduce((a, b) => (similarity(b) > similarity(a) ? b : a));
  expect(similarity(start)).toBeGreaterThan(0.95);
  // The recording starts at an onset, 0.48 s into each pour of 6 s.
  const afterOnset = ((start * STEP_SECONDS - 2 - 0.48 + 9) % 6) - 3;
  expect(Math.abs(afterOnset)).toBeLessThan(0.6);
});

const STEP_SECONDS = 0.01;
const WINDOW_STEPS = 5;

/** Returns loudness in dB, in overlapping windows. */
function loudness(wavFile: Buffer): number[] {
  const samples = samplesOf(wavFile);
  const step = wavFile.readUInt32LE(24) * STEP_SECONDS;
  return Array.from({ length: Math.floor(samples.length / step) - WINDOW_STEPS }, (_, i) => {
    const part = samples.subarray(Math.round(i * step), Math.round((i + WINDOW_STEPS) * step));
    return 10 * Math.log10(part.reduce((sum, sample) => sum + sample * sample, 1) / part.length);
  });
}

/** Pearson correlation over the length of `a`. */
function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (all: readonly number[]) =>
    all.slice(0, a.length).reduce((sum, value) => sum + value, 0) / a.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  const sum = (term: (a: number, b: number) => number) =>
    a.reduce((total, value, i) => total + term(value - meanA, (b[i] ?? 0) - meanB), 0);
  return sum((x, y) => x * y) / Math.sqrt(sum((x) => x * x) * sum((_, y) => y * y));
}
