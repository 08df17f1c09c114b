/** The person's own labelled recordings as pours of the quiz. */
import { effect, type ReadonlySignal, signal } from '@preact/signals';
import type { HotOrCold } from '../classify/model-constants.ts';
import { hasRecording, type Result, type Results } from '../results/results.ts';
import type { QuizPour } from './quiz.ts';
import { shuffle } from './quiz-pours.ts';

export const MIN_OWN_POURS = 2;
export const MAX_OWN_POURS = 10;

/** Whether a result is of a live recording or a file, and not of an example. */
export function isOwn({ source }: Result): boolean {
  return source.origin.kind === 'own' || source.origin.kind === 'live';
}

export class OwnPours {
  readonly #results: Results;
  readonly #random: () => number;
  readonly #playable = signal<readonly Result[] | undefined>(undefined);
  /** The recordings of the latest round. */
  #latest: ReadonlySet<Result> = new Set();

  constructor(results: Results, random: () => number = Math.random) {
    this.#results = results;
    this.#random = random;
  }

  /** Results that a round can play; undefined until `watch` has found them. */
  get playable(): ReadonlySignal<readonly Result[] | undefined> {
    return this.#playable;
  }

  /** Keeps `playable` up to date until the returned function is called. */
  watch(): () => void {
    return effect(() => {
      const labelled = this.#results.list.value.filter(isLabelled);
      let isCurrent = true;
      void Promise.all(labelled.map(hasRecording)).then((available) => {
        if (isCurrent) this.#playable.value = labelled.filter((_, i) => available[i]);
      });
      return () => {
        isCurrent = false;
      };
    });
  }

  /**
   * Draws a round in random order: as many hot pours as cold ones, as far as there are enough.
   * Recordings that the latest round left out come first.
   */
  draw(): QuizPour[] {
    const isRepeated = (result: Result) => Number(this.#latest.has(result));
    const undrawn = shuffle(this.#playable.peek() ?? [], this.#random).sort(
      (a, b) => isRepeated(a) - isRepeated(b),
    );
    const drawn = balance(undrawn);
    this.#latest = new Set(drawn.map(({ result }) => result));
    return shuffle(drawn, this.#random).map((labelled) => ownPour(labelled, this.#results));
  }
}

interface Labelled {
  result: Result;
  truth: HotOrCold;
}

/** Takes up to `MAX_OWN_POURS`, alternately hot and cold while there are both. */
function balance(results: readonly Result[]): Labelled[] {
  const labelled = (truth: HotOrCold) =>
    results.filter((result) => truthOf(result) === truth).map((result) => ({ result, truth }));
  const [hot, cold] = [labelled('hot'), labelled('cold')];
  return Array.from({ length: results.length }, (_, i) => [hot[i], cold[i]])
    .flat()
    .filter((each) => each !== undefined)
    .slice(0, MAX_OWN_POURS);
}

function ownPour({ result, truth }: Labelled, results: Results): QuizPour {
  return {
    // The person may correct the label before the turn.
    get truth() {
      return truthOf(result) ?? truth;
    },
    classify: () => result,
    isDeleted: () => !results.list.value.includes(result),
  };
}

/** Reads signals. */
function isLabelled(result: Result): boolean {
  return (
    isOwn(result) &&
    result.finalState.value?.phase === 'classified' &&
    truthOf(result) !== undefined
  );
}

function truthOf({ label }: Result): HotOrCold | undefined {
  return label.value === 'hot' || label.value === 'cold' ? label.value : undefined;
}
