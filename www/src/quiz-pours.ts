/** What a round of the quiz is made of. */
import { type Example, type Synthesiser, synthesised } from './examples.ts';

/** Added to the four synthesised examples, so that a round is not known by heart. */
const NEW_POURS = 2;
/** Above those of the examples. */
const LEAST_SEED = 100;
const MOST_SEED = 2 ** 31;

type Random = () => number;

export function drawRound(
  examples: readonly Example[],
  engine: Synthesiser,
  random: Random = Math.random,
): Example[] {
  const known = examples.some(({ source }) => source.origin.kind === 'recorded');
  const more = known ? [] : newPours(examples, engine, random);
  return shuffled([...examples, ...more], random);
}

function newPours(examples: readonly Example[], engine: Synthesiser, random: Random): Example[] {
  return shuffled(examples, random)
    .slice(0, NEW_POURS)
    .map(({ fahrenheit }) => {
      const seed = LEAST_SEED + Math.floor(random() * (MOST_SEED - LEAST_SEED));
      return synthesised({ fahrenheit, seed }, engine);
    });
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
