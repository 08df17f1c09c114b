/** The state of a quiz round: its pours, the guesses, and the score. */
import { type ReadonlySignal, signal } from '@preact/signals';
import type { Verdict } from '../classify/classification.ts';
import { groundTruth, type HotOrCold } from '../classify/model-constants.ts';
import type { Example } from '../input/examples.ts';
import type { Result, Source } from '../results/results.ts';

export interface Turn {
  readonly pour: Example;
  readonly truth: HotOrCold;
  /** The recording and, once classified, the model's verdict. */
  readonly result: Result;
  readonly guess: HotOrCold | undefined;
}

export interface Round {
  readonly pours: readonly Example[];
  /** The turns so far; the last one is current. */
  readonly turns: readonly Turn[];
  readonly isFinished: boolean;
}

interface Score {
  you: number;
  model: number;
  total: number;
}

export class Quiz {
  readonly #draw: () => readonly Example[];
  readonly #classify: (source: Source) => Result;
  readonly #round = signal<Round | undefined>(undefined);

  constructor(draw: () => readonly Example[], classify: (source: Source) => Result) {
    this.#draw = draw;
    this.#classify = classify;
  }

  get round(): ReadonlySignal<Round | undefined> {
    return this.#round;
  }

  /** Does nothing during a round, so that a person can leave the page and come back. */
  start(): void {
    if (this.#round.peek() === undefined) this.restart();
  }

  restart(): void {
    this.#round.value = this.#withTurn({ pours: this.#draw(), turns: [], isFinished: false });
  }

  /** Only the first guess counts. */
  guess(guess: HotOrCold): void {
    const last = this.#last();
    if (last === undefined || last.guess !== undefined) return;
    this.#replaceLast({ ...last, guess });
  }

  /** Classifies the current pour again after a failure. */
  retry(): void {
    const last = this.#last();
    if (last) this.#replaceLast({ ...last, result: this.#classify(last.pour.source) });
  }

  next(): void {
    const round = this.#round.peek();
    if (round === undefined || this.#last()?.guess === undefined) return;
    const isFinished = round.turns.length === round.pours.length;
    this.#round.value = isFinished ? { ...round, isFinished } : this.#withTurn(round);
  }

  #last(): Turn | undefined {
    return this.#round.peek()?.turns.at(-1);
  }

  #replaceLast(turn: Turn): void {
    const round = this.#round.peek();
    if (round) this.#round.value = { ...round, turns: [...round.turns.slice(0, -1), turn] };
  }

  #withTurn(round: Round): Round {
    const pour = round.pours[round.turns.length];
    if (pour === undefined) return round;
    const turn = {
      pour,
      truth: groundTruth(pour.fahrenheit),
      result: this.#classify(pour.source),
      guess: undefined,
    };
    return { ...round, turns: [...round.turns, turn] };
  }
}

export function modelVerdict({ result }: Turn): Verdict | undefined {
  const finalState = result.finalState.value;
  return finalState?.phase === 'classified' ? finalState.classification.verdict : undefined;
}

/** A verdict of `unsure` or `not-pouring` scores nothing: every pour is hot or cold. */
export function computeScore(turns: readonly Turn[]): Score {
  const countRight = (verdictOf: (turn: Turn) => Verdict | undefined) =>
    turns.filter((turn) => verdictOf(turn) === turn.truth).length;
  return {
    you: countRight(({ guess }) => guess),
    model: countRight(modelVerdict),
    total: turns.length,
  };
}
