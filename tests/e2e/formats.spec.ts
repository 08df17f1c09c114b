/** A pour in every supported format. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { classify, synthesise, TOLERANCE } from './command-line.ts';
import { expect, test } from './site.ts';
import { hasFfmpeg, NO_FFMPEG } from './skip-reasons.ts';
import { samplesOf, toChannels, wav } from './wav-files.ts';

const POUR = { fahrenheit: 200, seconds: 6, seed: 7 };

test('the page and the command line agree on a synthesised pour', async ({ site, scratch }) => {
  const file = await synthesise(scratch('pour.wav'), POUR);
  const line = (await classify([file])).get('pour.wav');
  await site.choose(file);
  const [outcome] = await site.outcomes(1);
  expect(outcome?.verdict).toBe(line?.verdict);
  const { probability_hot: hot, probability_pouring: pouring } = line ?? {};
  expect(
    Math.abs((outcome?.probabilityHot ?? Number.NaN) - (hot ?? Number.NaN)),
  ).toBeLessThanOrEqual(TOLERANCE);
  expect(
    Math.abs((outcome?.probabilityPouring ?? Number.NaN) - (pouring ?? Number.NaN)),
  ).toBeLessThanOrEqual(TOLERANCE);
});

test('a recording with eight channels gets a verdict', async ({ site, scratch }) => {
  const file = await synthesise(scratch('pour.wav'), POUR);
  const samples = toChannels(samplesOf(readFileSync(file)), 8);
  const surround = wav({ sampleRate: 48_000, channels: 8, samples });
  await site.choose({ name: 'eight-channels.wav', buffer: surround });
  const [outcome] = await site.outcomes(1);
  expect(outcome?.error).toBeUndefined();
  expect(outcome?.verdict).toBeDefined();
});

/** File names, with the arguments of ffmpeg. */
const ENCODINGS: [string, string[]][] = [
  ['pour.mp3', ['-c:a', 'libmp3lame']],
  ['pour.flac', ['-c:a', 'flac']],
  ['pour.ogg', ['-c:a', 'libvorbis']],
  ['pour.opus', ['-c:a', 'libopus']],
  ['pour.webm', ['-c:a', 'libopus', '-f', 'webm']],
  ['pour.m4a', ['-c:a', 'aac']],
];

const VIDEO = [
  '-f',
  'lavfi',
  '-i',
  'color=teal:size=320x240:rate=10',
  '-shortest',
  '-pix_fmt',
  'yuv420p',
];

function ffmpeg(...args: string[]): void {
  execFileSync('ffmpeg', ['-v', 'error', '-y', ...args]);
}

test.describe('encoded by ffmpeg', () => {
  test.skip(!hasFfmpeg, NO_FFMPEG);

  test('mp3, flac, ogg, opus, webm, m4a, mp4 and mov get a verdict', async ({ site, scratch }) => {
    const original = await synthesise(scratch('pour.wav'), POUR);
    const files = ENCODINGS.map(([name, args]) => {
      ffmpeg('-i', original, ...args, scratch(name));
      return scratch(name);
    });
    for (const name of ['film.mp4', 'film.mov']) {
      ffmpeg('-i', original, ...VIDEO, '-c:a', 'aac', '-c:v', 'libx264', scratch(name));
      files.push(scratch(name));
    }
    await site.choose(original, ...files);
    const outcomes = await site.outcomes(files.length + 1);
    for (const { file, error, verdict } of outcomes) {
      expect.soft(error, file).toBeUndefined();
      expect.soft(verdict, file).toBeDefined();
    }
    const probability = (name: string) =>
      outcomes.find(({ file }) => file === name)?.probabilityHot ?? Number.NaN;
    // flac is lossless.
    expect(probability('pour.flac')).toBeCloseTo(probability('pour.wav'), 6);
  });

  test('a video without sound shows no-sound-track', async ({ site, scratch }) => {
    const silent = scratch('silent-film.mp4');
    ffmpeg(...VIDEO, '-t', '2', '-c:v', 'libx264', silent);
    await site.choose(silent);
    const [outcome] = await site.outcomes(1);
    expect(outcome?.code).toBe('no-sound-track');
  });
});
