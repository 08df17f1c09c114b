/** Listening live: from the microphone to a verdict while it pours, and to a card like any other. */
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

const heard = (page: Page): Promise<LiveMarkDetail[]> =>
  page.evaluate(
    (name) => performance.getEntriesByName(name).map((mark) => (mark as PerformanceMark).detail),
    LIVE_MARK,
  );

for (const [verdict, recording] of [
  ['hot', '212f-glassMug-2.m4a'],
  ['cold', '40f-ceramicMug-1.m4a'],
] as const) {
  test(`a pour is ${verdict} before it ends, and then a card`, async ({
    openWithMicrophone,
    scratch,
  }) => {
    test.skip(recordings === undefined, NO_RECORDINGS);
    test.skip(!hasFfmpeg, NO_FFMPEG);
    const file = join(recordings ?? '', 'pouring/v1', recording);
    const there = await openWithMicrophone(
      afterSilence(file, SILENCE_SECONDS, scratch('pour.wav')),
    );
    const { site, page, panel, button } = there;
    await button.click();
    await expect(panel).toHaveAttribute('data-phase', 'listening');
    await expect(panel).toHaveAttribute('data-phase', 'pouring');
    await expect(panel).toHaveAttribute('data-verdict', verdict);
    await expect(panel.getByText(home.verdicts[verdict].word, { exact: true })).toBeVisible();
    await expect(panel).toHaveAttribute('data-phase', 'idle');
    await expect(panel).toHaveAttribute('data-dropped', '0');
    await expect(panel.getByText(home.listen.resultBelow)).toBeVisible();

    const original = (await classify([file])).get(basename(file));
    const pourEnd = SILENCE_SECONDS + (original?.seconds ?? 0);
    const first = (await heard(page)).find((mark) => mark.verdict === verdict);
    expect(first?.recorded).toBeLessThan(pourEnd);

    const [card] = await site.outcomes(1);
    expect(card?.file).toMatch(/^pour-\d{4}(-\d\d){5}\.wav$/);
    expect(card?.verdict).toBe(verdict);

    // The card's verdict is that of its recording, which starts little before the pour.
    const kept = await there.site.recording();
    writeFileSync(scratch('kept.wav'), kept);
    const line = (await classify([scratch('kept.wav')])).get('kept.wav');
    expect(line?.verdict).toBe(verdict);
    const apart = Math.abs((card?.probabilityHot ?? 0) - (line?.probability_hot ?? 1));
    expect(apart).toBeLessThanOrEqual(TOLERANCE);
    const last = (await heard(page)).at(-1);
    const recorded = last?.recorded ?? 0;
    const pourStart = last?.pourStart ?? 0;
    const wanted = recorded - (last?.recordingStart ?? 0);
    expect(line?.seconds).toBeLessThan(recorded - pourStart + 2 + 1);
    expect(line?.seconds).toBeGreaterThan(wanted - 0.2);
    // From the last live state to the microphone's end some more was heard.
    expect(line?.seconds).toBeLessThan(wanted + 1);
  });
}

/** Presses the button from within the page, the moment this is said: a busy machine would be seconds late. */
const stopAt = (panel: Locator, verdict: string) =>
  panel.evaluate(
    (element: HTMLElement, said) =>
      new Promise<void>((resolve) => {
        const look = () => {
          if (element.dataset.verdict !== said) return;
          observer.disconnect();
          element.querySelector<HTMLElement>('[data-testid=record]')?.click();
          resolve();
        };
        const observer = new MutationObserver(look);
        observer.observe(element, { attributeFilter: ['data-verdict'] });
        look();
      }),
    verdict,
  );

for (const [verdict, recording] of [
  ['hot', '212f-glassMug-1.m4a'],
  ['hot', '212f-glassMug-2.m4a'],
  ['cold', '40f-ceramicMug-1.m4a'],
] as const) {
  test(`who stops as soon as ${recording} is ${verdict} is not contradicted`, async ({
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
    const last = (await heard(page)).findLast((mark) => mark.pourStart !== null);
    const poured = (last?.recorded ?? 0) - (last?.pourStart ?? 0);
    expect(poured, 'stopped early').toBeLessThan(3.5);
    expect(card?.verdict).toBe(verdict);
  });
}

test('the microphone is asked for without processing, as wishes', async ({
  openWithMicrophone,
  scratch,
}) => {
  const { page, panel, button } = await openWithMicrophone(
    await synthesisedPour(scratch('pour.wav')),
    (asking) =>
      asking.addInitScript(() => {
        const { mediaDevices } = navigator;
        const ask = mediaDevices.getUserMedia.bind(mediaDevices);
        mediaDevices.getUserMedia = (wishes) => {
          document.documentElement.dataset.wishes = JSON.stringify(wishes);
          return ask(wishes);
        };
      }),
  );
  await button.click();
  await expect(panel).toHaveAttribute('data-phase', 'listening');
  const wishes = await page.locator('html').getAttribute('data-wishes');
  expect(JSON.parse(wishes ?? '')).toEqual({
    audio: {
      echoCancellation: { ideal: false },
      noiseSuppression: { ideal: false },
      autoGainControl: { ideal: false },
    },
  });
  // Granted, so nothing is said of it.
  await expect(panel.locator('[data-warning=true]')).toHaveCount(0);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 } });
  test('processing that a device keeps on is named, and nothing moves', async ({
    openWithMicrophone,
    scratch,
  }) => {
    const { panel, button } = await openWithMicrophone(
      await synthesisedPour(scratch('pour.wav'), { silence: 4 }),
      (asking) =>
        asking.addInitScript(() => {
          MediaStreamTrack.prototype.getSettings = () => ({
            echoCancellation: true,
            noiseSuppression: true,
            autoGainControl: true,
          });
        }),
    );
    const before = await panel.boundingBox();
    await button.click();
    const sentence = home.listen.processingStaysOn(Object.values(home.listen.processing));
    await expect(panel.getByText(sentence)).toBeVisible();
    expect(await panel.boundingBox()).toEqual(before);
  });
});

test('by keyboard alone: Enter or Space on the button, Escape anywhere', async ({
  openWithMicrophone,
  scratch,
}) => {
  const { site, page, panel, button } = await openWithMicrophone(
    await synthesisedPour(scratch('pour.wav')),
  );
  // Past the navigation, whose first link has the same name.
  const reached = () => button.evaluate((element) => element === document.activeElement);
  for (let presses = 0; presses < 10 && !(await reached()); presses++) {
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

test('what is heard is said to screen readers', async ({ openWithMicrophone, scratch }) => {
  // What comes within a second is said as one: a long silence keeps the words apart.
  const { page, button } = await openWithMicrophone(
    await synthesisedPour(scratch('pour.wav'), { silence: 5 }),
  );
  const said = page.getByRole('status');
  await button.click();
  await expect(said).toContainText(home.listen.announcements.listening);
  await expect(said).toContainText(/(Hot|Cold|Unsure) so far/);
  await expect(said).toContainText(home.listen.announcements.stopped);
});

test('silence does not freeze the page, and is named', async ({ openWithMicrophone, scratch }) => {
  const nothing = wav({ sampleRate: 44_100, samples: new Int16Array(44_100) });
  writeFileSync(scratch('nothing.wav'), nothing);
  const { panel, button } = await openWithMicrophone(scratch('nothing.wav'));
  await button.click();
  await expect(panel.getByText(home.listen.hints['too-quiet'])).toBeVisible();
});

test('sound that is cut off at the top is named', async ({ openWithMicrophone, scratch }) => {
  const samples = Int16Array.from({ length: 441_000 }, (_, i) => (i % 100 < 50 ? 32767 : -32768));
  writeFileSync(scratch('loud.wav'), wav({ sampleRate: 44_100, samples }));
  const { panel, button } = await openWithMicrophone(scratch('loud.wav'));
  await button.click();
  await expect(panel.getByText(home.listen.hints.clipping)).toBeVisible();
});

test('the recording is what the microphone heard', async ({ openWithMicrophone, scratch }) => {
  const played = await synthesisedPour(scratch('pour.wav'), { pours: 3 });
  const there = await openWithMicrophone(played);
  await there.button.click();
  await expect(there.panel).toHaveAttribute('data-verdict', /./);
  await there.page.waitForTimeout(1500);
  await there.button.click();
  await there.site.outcomes(1);
  const kept = await there.site.recording();
  // Chromium's fake device resamples from and to its own rate, and mixes: compare loudness by place.
  const recorded = loudness(kept);
  const sound = loudness(readFileSync(played));
  const starts = Array.from({ length: sound.length - recorded.length }, (_, start) => start);
  const likeness = (start: number) => correlation(recorded, sound.slice(start));
  const start = starts.reduce((a, b) => (likeness(b) > likeness(a) ? b : a));
  expect(likeness(start)).toBeGreaterThan(0.95);
  // It was stopped early, so it starts where the pour sets in: 0.48 s into the 6 s of each.
  const afterOnset = ((start * STEP_SECONDS - 2 - 0.48 + 9) % 6) - 3;
  expect(Math.abs(afterOnset)).toBeLessThan(0.6);
});

const STEP_SECONDS = 0.01;
const WINDOW_STEPS = 5;

/** In dB, in windows that overlap: where a step begins is not known. */
function loudness(wavFile: Buffer): number[] {
  const samples = samplesOf(wavFile);
  const step = wavFile.readUInt32LE(24) * STEP_SECONDS;
  return Array.from({ length: Math.floor(samples.length / step) - WINDOW_STEPS }, (_, i) => {
    const part = samples.subarray(Math.round(i * step), Math.round((i + WINDOW_STEPS) * step));
    return 10 * Math.log10(part.reduce((sum, sample) => sum + sample * sample, 1) / part.length);
  });
}

/** Pearson's, over the length of the first. */
function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (all: readonly number[]) =>
    all.slice(0, a.length).reduce((sum, value) => sum + value, 0) / a.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  const sum = (term: (a: number, b: number) => number) =>
    a.reduce((total, value, i) => total + term(value - meanA, (b[i] ?? 0) - meanB), 0);
  return sum((x, y) => x * y) / Math.sqrt(sum((x) => x * x) * sum((_, y) => y * y));
}
