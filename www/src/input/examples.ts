/**
 * The example pours: recordings if the build found them, or else pours synthesised on this device,
 * which the page labels as such.
 */
import { recordings } from 'virtual:example-recordings';
import { home } from '../i18n/index.ts';
import type { Source } from '../results/results.ts';
import { Failure, messageOf } from '../util/failure.ts';
import { encodeWav } from '../util/wav.ts';
import type { ClassifierRequests } from '../worker/classifier-requests.ts';
import {
  EXAMPLE_POURS,
  POUR_SAMPLE_RATE_HZ,
  POUR_SECONDS,
  type SynthesisedPour,
} from './synthesised-pours.ts';

export interface Example {
  fahrenheit: number;
  source: Source;
}

/** Number of examples that the model was trained on. */
export const trainingSetExamples = recordings.filter(({ inTrainingSet }) => inTrainingSet).length;

export type Synthesiser = Pick<ClassifierRequests, 'synthesisePour'>;

export function createExamples(synthesiser: Synthesiser): Example[] {
  return recordings.length > 0
    ? recordings.map(recordedExample)
    : EXAMPLE_POURS.map((pour) => synthesisedExample(pour, synthesiser));
}

/** The two that differ most, and sound most unlike each other. */
export function coldestAndHottest(examples: readonly Example[]): Example[] {
  const byTemperature = [...examples].sort((a, b) => a.fahrenheit - b.fahrenheit);
  return [byTemperature[0], byTemperature.at(-1)].filter((example) => example !== undefined);
}

function recordedExample(recording: (typeof recordings)[number]): Example {
  const { fahrenheit, fileName, author, licence, source, url } = recording;
  const load = async (signal: AbortSignal) => {
    const unavailable = () => home.examples.unavailable;
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

/** build/check-synthesised-pours.ts makes the same samples; change both together. */
export function synthesisedExample(
  { fahrenheit, seed }: SynthesisedPour,
  synthesiser: Synthesiser,
): Example {
  const name = home.examples.fileName(fahrenheit);
  const load = async (signal: AbortSignal) => {
    const samples = await synthesiser.synthesisePour(
      fahrenheit,
      POUR_SECONDS,
      POUR_SAMPLE_RATE_HZ,
      seed,
      signal,
    );
    const wav = encodeWav([samples], POUR_SAMPLE_RATE_HZ);
    return new File([wav], name, { type: wav.type });
  };
  return { fahrenheit, source: { name, origin: { kind: 'synthesised' }, load } };
}
