/** What a round of the quiz is made of. */
import { type Example, type Synthesiser, synthesisedExample } from '../input/examples.ts';
import {
  NEW_POURS_PER_ROUND,
  QUIZ_POURS,
  type SynthesisedPour,
} from '../input/synthesised-pours.ts';

type Random = () => number;

/**
 * Returns a function that draws the next round. No new pour comes a second time before all of
 * `QUIZ_POURS` were drawn.
 */
export function createRoundDrawer(
  examples: readonly Example[],
  synthesiser: Synthesiser,
  random: Random = Math.random,
): () => Example[] {
  const recorded = examples.some(({ source }) => source.origin.kind === 'recorded');
  let undrawn: SynthesisedPour[] = [];
  const newPours = () => {
    if (undrawn.length < NEW_POURS_PER_ROUND) {
      undrawn = [...undrawn, ...shuffled(QUIZ_POURS, random)];
    }
    return undrawn
      .splice(0, NEW_POURS_PER_ROUND)
      .map((pour) => synthesisedExample(pour, synthesiser));
  };
  return () => shuffled([...examples, ...(recorded ? [] : newPours())], random);
}

/** Fisher and Yates: each order is as likely as any other. */
export function shuffled<T>(all: readonly T[], random: Random): T[] {
  const mixed = [...all];
  for (let i = mixed.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [mixed[i], mixed[j]] = [mixed[j] as T, mixed[i] as T];
  }
  return mixed;
}
