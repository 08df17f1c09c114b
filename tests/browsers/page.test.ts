/** The page in Firefox and WebKitGTK: one browser each, and a first visit in each test. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { home, quiz } from '../../www/src/i18n/index.ts';
import { aiff } from '../e2e/aiff-file.ts';
import { classify, synthesise, TOLERANCE } from '../e2e/command-line.ts';
import { recordings } from '../e2e/paths.ts';
import { ROUTES } from '../e2e/routes.ts';
import { hasFfmpeg } from '../e2e/skip-reasons.ts';
import { samplesOf, wav } from '../e2e/wav-files.ts';
import { firefox } from './firefox.ts';
import { Page } from './page.ts';
import { webkit } from './webkit.ts';

const site = inject('site');
const RATE = 48_000;
/** Long enough for a recording to classify. */
const RECORDING_MS = 4000;
const HOT = { fahrenheit: 200, seconds: 6, seed: 7 };
const COLD = { fahrenheit: 40, seconds: 6, seed: 1 };

describe.each([firefox, webkit])('$name', ({ missing, noMicrophone, open }) => {
  let page: Page;
  let scratch: string;

  beforeAll(async () => {
    if (missing !== undefined) return;
    scratch = mkdtempSync(join(tmpdir(), 'browsers-'));
    page = new Page(await open());
  });
  afterAll(async () => {
    if (missing !== undefined) return;
    await page.tab.close();
    rmSync(scratch, { recursive: true });
  });

  beforeEach(async ({ skip }) => {
    skip(missing !== undefined, missing);
    await page.visit(site);
  });
  afterEach(async () => {
    if (page) expect(await page.tab.takeErrors()).toEqual([]);
  });

  const pour = (name: string, options: Parameters<typeof synthesise>[1]) =>
    synthesise(join(scratch, name), options);

  async function expectSameAsCommandLine(files: string[]) {
    const lines = await classify(files);
    await page.choose(files);
    const outcomes = await page.outcomes(files.length);
    expect(outcomes.map(({ file }) => file)).toEqual(files.map((file) => basename(file)));
    for (const { file, verdict, probabilityHot, probabilityPouring } of outcomes) {
      const line = lines.get(file ?? '');
      expect.soft(verdict, file).toBe(line?.verdict);
      const differences = [
        Math.abs(Number(probabilityHot) - (line?.probability_hot ?? Number.NaN)),
        Math.abs(Number(probabilityPouring) - (line?.probability_pouring ?? Number.NaN)),
      ];
      expect.soft(Math.max(...differences), file).toBeLessThanOrEqual(TOLERANCE);
    }
  }

  it('shows each page at its address, without overflow on a phone', async () => {
    await page.tab.resize(360, 740);
    for (const { hash, heading } of ROUTES) {
      await page.tab.goto(site + hash);
      await page.until(
        `the heading ‘${heading}’`,
        (text) => document.querySelector('h1')?.textContent === text,
        heading,
      );
      const horizontalOverflow = await page.tab.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(horizontalOverflow, hash).toBe(0);
    }
    await page.tab.resize(1280, 900);
  });

  it('gives the command line’s results for synthesised pours, and draws them', async () => {
    await expectSameAsCommandLine([
      await pour('hot.wav', { ...HOT, sampleRate: RATE }),
      await pour('cold.wav', { ...COLD, sampleRate: 44_100 }),
      await pour('phone.wav', { ...HOT, sampleRate: 16_000 }),
    ]);
    await page.openCards();
    await page.until(
      'three pictures',
      () => document.querySelectorAll('article [data-testid=picture] canvas').length === 3,
    );
    const drawn = await page.tab.evaluate(() =>
      [...document.querySelectorAll<HTMLCanvasElement>('article [data-testid=picture] canvas')].map(
        (canvas) => {
          const { width, height } = canvas;
          const pixels = canvas.getContext('2d')?.getImageData(0, 0, width, height).data ?? [];
          return new Set(new Uint32Array(new Uint8ClampedArray(pixels).buffer)).size;
        },
      ),
    );
    expect(drawn).toHaveLength(3);
    expect(Math.min(...drawn)).toBeGreaterThan(100);
  });

  it.skipIf(recordings === undefined)(
    'gives the command line’s results for all 32 v1 clips',
    async () => {
      const folder = join(recordings ?? '', 'pouring/v1');
      const files = readdirSync(folder).map((name) => join(folder, name));
      expect(files).toHaveLength(32);
      await expectSameAsCommandLine(files);
    },
  );

  it('reads and plays AIFF, ALAC and a WAV of unknown length', async () => {
    const samples = samplesOf(readFileSync(await pour('hot.wav', { ...HOT, sampleRate: RATE })));
    const unfinished = wav({ sampleRate: RATE, samples });
    // The recorder was interrupted before it wrote the length.
    unfinished.writeUInt32LE(0, 40);
    writeFileSync(join(scratch, 'pour.aiff'), aiff(RATE, samples));
    writeFileSync(join(scratch, 'unfinished.wav'), unfinished);
    const names = ['pour.aiff', 'unfinished.wav'];
    if (hasFfmpeg) {
      const [original, voice] = ['hot.wav', 'voice.m4a'].map((name) => join(scratch, name));
      const args = ['-v', 'error', '-y', '-i', original ?? '', '-c:a', 'alac', voice ?? ''];
      execFileSync('ffmpeg', args);
      names.push('voice.m4a');
    }
    await expectSameAsCommandLine(names.map((name) => join(scratch, name)));
    await page.openCards();
    for (const name of names) {
      const seconds = await page.play(`article[data-file="${name}"] audio`);
      expect(seconds, name).toBeCloseTo(HOT.seconds, 1);
    }
  });

  it('shows an error for each bad file, and a verdict for the good one', async () => {
    const bad = {
      'text.m4a': [Buffer.from('Dear diary, '.repeat(99)), 'undecodable'],
      'no-samples.wav': [wav({ sampleRate: RATE, samples: new Int16Array(0) }), 'no-samples'],
      'silence.wav': [wav({ sampleRate: RATE, samples: new Int16Array(RATE) }), 'silent'],
    } as const;
    for (const [name, [bytes]] of Object.entries(bad)) writeFileSync(join(scratch, name), bytes);
    const files = Object.keys(bad).map((name) => join(scratch, name));
    await page.choose([...files, await pour('good.wav', HOT)]);
    const outcomes = await page.outcomes(4);
    expect(outcomes.map(({ errorCode }) => errorCode)).toEqual([
      ...Object.values(bad).map(([, code]) => code),
      undefined,
    ]);
    expect(outcomes[0]?.error).toMatch(/^This is a document, not a recording; [^.]+\.$/);
    expect(outcomes[3]?.verdict).toBeDefined();
  });

  it('restores results with audio, and cups, after a reload', async () => {
    await page.choose([await pour('pour.wav', COLD)]);
    const outcomes = await page.outcomes(1);
    await page.shows('[data-testid=history]', home.history.saved(1, undefined).slice(0, -1));
    await page.tab.press('[data-testid=cup] summary');
    await page.tab.evaluate((name) => {
      const field = document.querySelector<HTMLInputElement>('[data-testid=cup] form input');
      if (!field) throw new Error('no field for a cup');
      field.value = name;
      field.dispatchEvent(new Event('input', { bubbles: true }));
      field.form?.requestSubmit();
    }, 'Mug');
    await page.shows('[data-testid=cup]', home.cup.empty('Mug'));
    await page.tab.choose('[data-cup] input[type=file]', [await pour('cold.wav', COLD)]);
    await page.shows('[data-testid=cup]', home.cup.inUse('Mug', 1));
    // The cup is stored after it is shown.
    const isStored = () =>
      new Promise<boolean>((resolve) => {
        const request = indexedDB.open('hot-or-cold');
        request.onsuccess = () => {
          const cups = request.result.transaction('cups').objectStore('cups').getAll();
          cups.onsuccess = () => {
            request.result.close();
            resolve(cups.result[0]?.pours.length === 1);
          };
        };
      });
    await page.until('a stored cup', isStored);
    await page.tab.reload();
    expect(await page.outcomes(1)).toEqual(outcomes);
    await page.shows('[data-testid=cup]', home.cup.inUse('Mug', 1));
    expect(await page.play('article audio')).toBeCloseTo(COLD.seconds, 1);
  });

  it('plays an example and a round of the quiz', async () => {
    await page.tab.press('[data-testid=examples] li button');
    await page.outcomes(1);
    await page.play('article audio');
    await page.tab.goto(`${site}#/quiz`);
    const play = '[data-testid=quiz] [data-testid=play]:not([aria-disabled=true])';
    await page.until('a play button', (play) => document.querySelector(play) !== null, play);
    await page.tab.press(play);
    const ready = () =>
      document.querySelector('[data-testid=guess-hot]')?.getAttribute('aria-disabled') === 'false';
    await page.until('a question', ready);
    await page.tab.press('[data-testid=guess-hot]');
    await page.until('the model’s verdict', () =>
      document.querySelector('[data-testid=model-says]')?.hasAttribute('data-verdict'),
    );
    await page.tab.press('[data-testid=next]');
    await page.shows('[data-testid=quiz] h2', quiz.pour(2, 4).slice(0, -1));
  });

  it('shows the probability timelines of both pours in the guide', async () => {
    await page.tab.goto(`${site}#/guide/compare`);
    await page.until(
      'two timelines',
      () => document.querySelectorAll('[data-testid^=side-] [data-testid=timeline]').length === 2,
    );
    const heights = await page.tab.evaluate(() =>
      [...document.querySelectorAll('[data-testid^=side-] [data-testid=timeline]')].map(
        (strip) => strip.getBoundingClientRect().height,
      ),
    );
    expect(heights).toEqual([48, 48]);
  });

  it('records, shows the level and the spectrogram, and stops', async ({ skip }) => {
    skip(noMicrophone !== undefined, noMicrophone);
    const panel = '[data-testid=listen]';
    await page.tab.press('[data-testid=record]');
    await page.until(
      'a level',
      (panel) => {
        const water = document.querySelector<HTMLCanvasElement>(`${panel} [data-testid=level]`);
        if (!water) return false;
        // Still water ends lower, at 20% of the height.
        const { width, height } = water;
        const copy = new OffscreenCanvas(width, height).getContext('2d');
        copy?.drawImage(water, 0, 0);
        return (copy?.getImageData(0, 0, width, Math.round(height * 0.75)).data ?? []).some(
          Boolean,
        );
      },
      panel,
    );
    await page.until(
      'a spectrogram',
      (panel) => {
        const shown = document.querySelector<HTMLCanvasElement>(`${panel} canvas[role=img]`);
        if (!shown?.width) return false;
        // A worker owns the canvas, so its pixels are read through a copy.
        const { width, height } = shown;
        const copy = new OffscreenCanvas(width, height).getContext('2d');
        copy?.drawImage(shown, 0, 0);
        return new Set(copy?.getImageData(0, 0, width, height).data).size > 10;
      },
      panel,
    );
    await wait(RECORDING_MS);
    await page.tab.press('[data-testid=record]');
    await page.shows(panel, home.listen.details);
    const [card] = await page.outcomes(1);
    // The microphone plays a tone.
    expect(card).toMatchObject({
      file: expect.stringMatching(/^pour-.*\.wav$/),
      verdict: 'not-pouring',
    });
  });
});
