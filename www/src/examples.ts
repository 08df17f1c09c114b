/**
 * Four pours for whoever has no recording at hand: the real ones where the build found them, else
 * pours synthesised on this device, and named so wherever they appear.
 */
import { recordings } from 'virtual:example-recordings';
import type { Engine } from './engine.ts';
import { Failure, messageOf } from './failure.ts';
import type { Source } from './results.ts';
import { strings } from './strings.ts';
import { encodeWav } from './wav.ts';

export interface Example {
  fahrenheit: number;
  source: Source;
}

/** As long as the recordings are, give or take. */
const SYNTHESISED_SECONDS = 8;
const SYNTHESISED_RATE = 48_000;

/** The seeds are fixed, so that an example sounds the same on every visit. */
const SYNTHESISED_POURS = [
  { fahrenheit: 40, seed: 1 },
  { fahrenheit: 73, seed: 2 },
  { fahrenheit: 175, seed: 3 },
  { fahrenheit: 212, seed: 4 },
];

/** How many of them the model was trained on. */
export const learnedExamples = recordings.filter(({ learned }) => learned).length;

export type Synthesiser = Pick<Engine, 'synthesisePour'>;

export function examples(engine: Synthesiser): Example[] {
  return recordings.length > 0
    ? recordings.map(recorded)
    : SYNTHESISED_POURS.map((pour) => synthesised(pour, engine));
}

function recorded(recording: (typeof recordings)[number]): Example {
  const { fahrenheit, fileName, author, licence, source, url } = recording;
  const load = async (signal: AbortSignal) => {
    const unavailable = () => strings.examples.unavailable;
    const response = await fetch(url, { signal }).catch((thrown) => {
      signal.throwIfAborted();
      throw new Failure('unavailable', unavailable, messageOf(thrown));
    });
    if (!response.ok) throw new Failure('unavailable', unavailable, `status ${response.status}`);
    return new File([await response.blob()], fileName, { type: 'audio/mp4' });
  };
  const credit = { author, licence, source };
  return { fahrenheit, source: { name: fileName, origin: { kind: 'recorded', credit }, load } };
}

export function synthesised(
  pour: { fahrenheit: number; seed: number },
  engine: Synthesiser,
): Example {
  const { fahrenheit, seed } = pour;
  const name = strings.examples.fileName(fahrenheit);
  const load = async (signal: AbortSignal) => {
    const samples = await engine.synthesisePour(
      fahrenheit,
      SYNTHESISED_SECONDS,
      SYNTHESISED_RATE,
      seed,
      signal,
    );
    const wav = encodeWav(samples, SYNTHESISED_RATE);
    return new File([wav], name, { type: wav.type });
  };
  return { fahrenheit, source: { name, origin: { kind: 'synthesised' }, load } };
}
