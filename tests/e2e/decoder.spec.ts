/** Recordings that Chromium cannot decode, for which the page loads its own decoder. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { ON_DEMAND } from '../../www/build/on-demand.js';
import { home } from '../../www/src/i18n/index.ts';
import { aiff } from './aiff-file.ts';
import { classify, synthesise, TOLERANCE } from './command-line.ts';
import { DECODER_WORKER, injectIntoWorkers } from './inject-into-workers.ts';
import { expect, type Outcome, type Site, test } from './site.ts';
import { hasFfmpeg, NO_FFMPEG } from './skip-reasons.ts';
import { samplesOf, wav } from './wav-files.ts';

const POUR = { fahrenheit: 200, seconds: 6, seed: 7, sampleRate: 48_000 };

/** Decoders scale 16 bits to ±1 in slightly different ways. */
const SAME_SAMPLES = 1e-4;

type Scratch = (name: string) => string;

const pour = (scratch: Scratch) => synthesise(scratch('pour.wav'), POUR);
const aiffOf = async (scratch: Scratch) => {
  const buffer = aiff(POUR.sampleRate, samplesOf(readFileSync(await pour(scratch))));
  return { name: 'pour.aiff', buffer };
};

function expectSame(outcome: Outcome | undefined, expected: Outcome | undefined): void {
  expect.soft(outcome?.verdict, `${outcome?.file}: ${outcome?.error}`).toBe(expected?.verdict);
  const { probabilityHot = Number.NaN } = outcome ?? {};
  const difference = Math.abs(probabilityHot - (expected?.probabilityHot ?? Number.NaN));
  expect.soft(difference, outcome?.file).toBeLessThanOrEqual(SAME_SAMPLES);
}

function requestsOfDecoder(site: Site): string[] {
  const requests: string[] = [];
  site.page.on('request', (request) => {
    if (ON_DEMAND.test(request.url())) requests.push(request.url());
  });
  return requests;
}

test('the decoder is loaded when a recording needs it, and not before', async ({
  site,
  scratch,
}) => {
  const requests = requestsOfDecoder(site);
  await site.choose(await pour(scratch));
  const [decodedByChromium] = await site.outcomes(1);
  expect(requests).toEqual([]);
  await site.choose(await aiffOf(scratch));
  const [decoded] = await site.outcomes(2);
  expectSame(decoded, decodedByChromium);
  expect(requests).toHaveLength(2);
});

test('decoder recordings play after a reload', async ({ site, page, scratch }) => {
  await site.choose(await aiffOf(scratch));
  const outcomes = await site.outcomes(1);
  expect(await site.play()).toBeCloseTo(POUR.seconds, 1);
  expect(samplesOf(await site.recording())).toHaveLength(POUR.seconds * POUR.sampleRate);
  await expect(site.cards.locator('a[download]')).toHaveAttribute('download', 'pour.wav');
  await page.getByText('1 result saved').waitFor();
  await page.reload();
  expect(await site.outcomes(1)).toEqual(outcomes);
  expect(await site.play()).toBeCloseTo(POUR.seconds, 1);
  await expect(site.cards.locator('a[download]')).toHaveAttribute('download', 'pour.wav');
});

test('saliency works for a decoded AIFF', async ({ site, page, scratch }) => {
  await site.choose(await aiffOf(scratch));
  await site.outcomes(1);
  await page
    .getByRole('button', { name: new RegExp(`^${home.saliency.show.replace('?', '')}`) })
    .click();
  await expect(site.cards).toContainText(/of the evidence points to/);
});

test('a panic fails one recording, and the others get a verdict', async ({
  site,
  guard,
  scratch,
}) => {
  guard.allow(/on purpose/);
  const PANIC = `
    const instantiate = WebAssembly.instantiateStreaming;
    WebAssembly.instantiateStreaming = async (...given) => {
      const { module, instance } = await instantiate(...given);
      const exports = { ...instance.exports };
      exports.decode = () => {
        console.error('panicked at src/injected.rs:1: on purpose');
        throw new WebAssembly.RuntimeError('unreachable');
      };
      return { module, instance: { exports } };
    };`;
  const workers = await injectIntoWorkers(site.page, DECODER_WORKER, PANIC, 1);
  const { buffer } = await aiffOf(scratch);
  const names = ['a.aiff', 'b.aiff', 'c.aiff'];
  await site.choose(...names.map((name) => ({ name, buffer })));
  const outcomes = await site.outcomes(names.length);
  const crashed = outcomes.filter(({ error }) => error !== undefined);
  expect(crashed).toMatchObject([{ code: 'crashed', error: home.failures.crashed }]);
  expect(outcomes.filter(({ verdict }) => verdict !== undefined)).toHaveLength(2);
  expect(workers.started()).toBe(2);
});

test('without a connection, the error says so, and a retry works', async ({
  site,
  page,
  guard,
  scratch,
}) => {
  guard.allow(/decoder/, /Failed to load resource/);
  await page.route(ON_DEMAND, (route) => route.abort());
  await site.choose(await aiffOf(scratch));
  expect(await site.outcomes(1)).toMatchObject([{ code: 'not-loaded' }]);
  await page.unroute(ON_DEMAND);
  await page.getByRole('button', { name: home.results.retryNamed('pour.aiff') }).click();
  await expect(site.cards).toHaveAttribute('data-verdict', /./);
});

test('the length in the header of a WAV is not trusted', async ({ site, scratch }) => {
  const samples = samplesOf(readFileSync(await pour(scratch)));
  const whole = wav({ sampleRate: POUR.sampleRate, samples });
  const withSize = (size: number) => {
    const changed = Buffer.from(whole);
    changed.writeUInt32LE(size, 40);
    return changed;
  };
  const list = Buffer.concat([Buffer.from('LIST\x05\0\0\0INFO!')]);
  await site.choose(
    { name: 'whole.wav', buffer: whole },
    { name: 'size-0.wav', buffer: withSize(0) },
    { name: 'size-unknown.wav', buffer: withSize(0xffff_ffff) },
    {
      name: 'odd-chunk.wav',
      buffer: Buffer.concat([whole.subarray(0, 36), list, whole.subarray(36)]),
    },
  );
  const outcomes = await site.outcomes(4);
  for (const outcome of outcomes) expectSame(outcome, outcomes[0]);
});

/** File names, arguments of ffmpeg, and whether the samples are the same. */
const ENCODINGS: [name: string, args: string[], isLossless: boolean][] = [
  ['alac.m4a', ['-c:a', 'alac'], true],
  ['alac.mov', ['-c:a', 'alac'], true],
  ['alac.caf', ['-c:a', 'alac'], true],
  ['pcm.caf', ['-c:a', 'pcm_s16le'], true],
  ['little-endian.aifc', ['-c:a', 'pcm_s16le', '-f', 'aiff'], true],
  ['doubles.wav', ['-c:a', 'pcm_f64le'], true],
  ['rf64.wav', ['-rf64', 'always'], true],
  ['pcm.mkv', ['-c:a', 'pcm_s16le'], true],
  ['adpcm.wav', ['-c:a', 'adpcm_ima_wav'], false],
  ['adpcm-ms.wav', ['-c:a', 'adpcm_ms'], false],
  ['pour.mp2', ['-c:a', 'mp2', '-b:a', '192k'], false],
];

test.describe('encoded by ffmpeg', () => {
  test.skip(!hasFfmpeg, NO_FFMPEG);

  test('recordings get the verdict of the command line', async ({ site, scratch }) => {
    const original = await pour(scratch);
    const files = ENCODINGS.map(([name, args]) => {
      execFileSync('ffmpeg', ['-v', 'error', '-y', '-i', original, ...args, scratch(name)]);
      return scratch(name);
    });
    const lines = await classify(files);
    await site.choose(original, ...files);
    const [whole, ...outcomes] = await site.outcomes(files.length + 1);
    for (const [index, [name, , isLossless]] of ENCODINGS.entries()) {
      const outcome = outcomes[index];
      const line = lines.get(name);
      expect.soft(outcome?.verdict, `${name}: ${outcome?.error}`).toBe(line?.verdict);
      if (isLossless) expectSame(outcome, whole);
      const { probabilityHot = Number.NaN } = outcome ?? {};
      const difference = Math.abs(probabilityHot - (line?.probability_hot ?? Number.NaN));
      expect.soft(difference, name).toBeLessThanOrEqual(TOLERANCE);
    }
  });

  test('a second sound track is heard where the first is silent', async ({ site, scratch }) => {
    const original = await pour(scratch);
    const file = scratch('two-tracks.mp4');
    const silence = ['-f', 'lavfi', '-t', '6', '-i', 'anullsrc=r=48000:cl=mono'];
    const maps = ['-map', '0:a', '-map', '1:a', '-c:a', 'aac'];
    execFileSync('ffmpeg', ['-v', 'error', '-y', ...silence, '-i', original, ...maps, file]);
    const line = (await classify([file])).get('two-tracks.mp4');
    await site.choose(file);
    const [outcome] = await site.outcomes(1);
    expect(outcome?.verdict).toBe(line?.verdict);
    expect(outcome?.verdict).toBe('hot');
  });
});
