/** Draws example pours for a quiz round. */
import { groundTruth } from '../classify/model-constants.ts';
import { type Example, type Synthesiser, synthesisedExample } from '../input/examples.ts';
import {
  NEW_POURS_PER_ROUND,
  QUIZ_POURS,
  type SynthesisedPour,
} from '../input/synthesised-pours.ts';
import type { Result, Source } from '../results/results.ts';
import type { QuizPour } from './quiz.ts';

type Random = () => number;

/**
 * Returns a function that draws the next round. A new pour repeats only after all of `QUIZ_POURS`
 * were drawn.
 */
export function createRoundDrawer(
  examples: readonly Example[],
  synthesiser: Synthesiser,
  random: Random = Math.random,
): () => Example[] {
  const areRecorded = examples.some(({ source }) => source.origin.kind === 'recorded');
  let undrawn: SynthesisedPour[] = [];
  const newPours = () => {
    if (undrawn.length < NEW_POURS_PER_ROUND) {
      undrawn = [...undrawn, ...shuffle(QUIZ_POURS, random)];
    }
    return undrawn
      .splice(0, NEW_POURS_PER_ROUND)
      .map((pour) => synthesisedExample(pour, synthesiser));
  };
  return () => shuffle([...examples, ...(areRecorded ? [] : newPours())], random);
}

export function examplePour(
  { fahrenheit, source }: Example,
  classify: (source: Source) => Result,
): QuizPour {
  return {
    fahrenheit,
    truth: groundTruth(fahrenheit),
    classify: () => classify(source),
    isDeleted: () => false,
  };
}

/** Fisher–Yates shuffle: every order is equally likely. */
export function shuffle<T>(all: readonly T[], random: Random): T[] {
  const shuffled = [...all];
  for (let i = shuffled.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [shuffled[i], shuffled[j]] = [shuffled[j] as T, shuffled[i] as T];
  }
  return shuffled;
}
