/** Invalid files in one batch with a good recording. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { synthesise } from './command-line.ts';
import { recordings } from './paths.ts';
import { expect, test, type Upload } from './site.ts';
import { samplesOf, wav, wavHeader } from './wav-files.ts';

const RATE = 48_000;

/** Invalid files, each with its expected error code. */
function badFiles(pour: Int16Array): { name: string; buffer: Buffer; code: string }[] {
  const sound = Float32Array.from(pour, (sample) => sample / 32_768);
  const withSample = (value: number) => wav({ sampleRate: RATE, samples: sound.with(RATE, value) });
  const whole = wav({ sampleRate: RATE, samples: pour });
  const withSampleRate = (rate: number) =>
    Buffer.concat([wavHeader(rate, 1, 2, pour.byteLength), whole.subarray(44)]);
  return [
    { name: 'empty.m4a', buffer: Buffer.alloc(0), code: 'empty-file' },
    { name: 'text.m4a', buffer: Buffer.from('Dear diary, '.repeat(99)), code: 'undecodable' },
    { name: 'truncated.m4a', buffer: truncatedM4a(), code: 'undecodable' },
    { name: 'cut-in-header.wav', buffer: whole.subarray(0, 30), code: 'undecodable' },
    { name: 'no-samples.wav', buffer: wavHeader(RATE, 1, 2, 0), code: 'no-samples' },
    {
      name: '40-ms.wav',
      buffer: wav({ sampleRate: RATE, samples: pour.slice(0, RATE * 0.04) }),
      code: 'too-short',
    },
    {
      name: 'silence.wav',
      buffer: wav({ sampleRate: RATE, samples: new Int16Array(RATE * 5) }),
      code: 'silent',
    },
    { name: 'nan.wav', buffer: withSample(Number.NaN), code: 'not-sound' },
    { name: 'infinity.wav', buffer: withSample(Infinity), code: 'not-sound' },
    { name: '0-hz.wav', buffer: withSampleRate(0), code: 'bad-sample-rate' },
    { name: '1-mhz.wav', buffer: withSampleRate(1_000_000), code: 'bad-sample-rate' },
  ];
}

/** Half of an m4a; iPhones write the index last, so it is missing. */
function truncatedM4a(): Buffer {
  if (recordings === undefined) {
    const box = Buffer.from(
      '\0\0\0\x20ftypM4A \0\0\0\0M4A mp42isom\0\0\0\0\0\0\xff\xffmdat',
      'latin1',
    );
    return Buffer.concat([box, Buffer.alloc(30_000, 0x21)]);
  }
  const whole = readFileSync(join(recordings, 'pouring/v1/212f-glassMug-2.m4a'));
  return whole.subarray(0, whole.length / 2);
}

test('each bad file shows one error, and the good one its verdict', async ({ site, scratch }) => {
  const good = await synthesise(scratch('good.wav'), {
    fahrenheit: 200,
    seconds: 6,
    seed: 7,
    sampleRate: RATE,
  });
  const bad = badFiles(samplesOf(readFileSync(good)));
  const middle = Math.floor(bad.length / 2);
  const batch: Upload[] = [...bad.slice(0, middle), good, ...bad.slice(middle)].map((upload) =>
    typeof upload === 'string' ? upload : { name: upload.name, buffer: upload.buffer },
  );
  await site.choose(...batch);
  const outcomes = await site.outcomes(batch.length);
  await site.openCards();

  for (const { name, code } of bad) {
    const outcome = outcomes.find(({ file }) => file === name);
    expect.soft(outcome?.code, `${name}: ${outcome?.error}`).toBe(code);
    expect.soft(outcome?.verdict, name).toBeUndefined();
    const sentence = outcome?.error ?? '';
    expect.soft(sentence, name).toMatch(/^[A-Z].*[.]$/);
    await expect.soft(site.card(name).getByText(sentence, { exact: true })).toHaveCount(1);
    await expect.soft(site.card(name).getByTestId('failure').locator('p')).toHaveCount(1);
  }
  const sentences = outcomes.flatMap(({ error }) => error ?? []);
  expect(sentences).toHaveLength(bad.length);
  const classified = outcomes.filter(({ verdict }) => verdict !== undefined);
  expect(classified.map(({ file }) => file)).toEqual(['good.wav']);
});
