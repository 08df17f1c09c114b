/** A round of guessing: what is to be heard, what was guessed, and how it stands. */
import { type ReadonlySignal, signal } from '@preact/signals';
import type { Verdict } from '../classify/classification.ts';
import { groundTruth, type HotOrCold } from '../classify/model-constants.ts';
import type { Example } from '../input/examples.ts';
import type { Result, Source } from '../results/results.ts';

export interface Turn {
  readonly pour: Example;
  readonly truth: HotOrCold;
  /** Its sound and, in its time, the model's verdict. */
  readonly result: Result;
  readonly guess: HotOrCold | undefined;
}

export interface Round {
  readonly pours: readonly Example[];
  /** Those that were come to; the last is the one at hand. */
  readonly turns: readonly Turn[];
  readonly over: boolean;
}

export interface Score {
  you: number;
  model: number;
  all: number;
}

export class Quiz {
  readonly #draw: () => readonly Example[];
  readonly #classify: (source: Source) => Result;
  readonly #round = signal<Round | undefined>(undefined);

  constructor(draw: () => readonly Example[], hear: (source: Source) => Result) {
    this.#draw = draw;
    this.#classify = hear;
  }

  get round(): ReadonlySignal<Round | undefined> {
    return this.#round;
  }

  /** Does nothing in the middle of a round, so that one can leave the page and come back. */
  start(): void {
    if (this.#round.peek() === undefined) this.again();
  }

  again(): void {
    this.#round.value = this.#withTurn({ pours: this.#draw(), turns: [], over: false });
  }

  /** The first guess counts. */
  guess(guess: HotOrCold): void {
    const last = this.#last();
    if (last === undefined || last.guess !== undefined) return;
    this.#replaceLast({ ...last, guess });
  }

  /** Hears the sound at hand anew, where it could not be had. */
  retry(): void {
    const last = this.#last();
    if (last) this.#replaceLast({ ...last, result: this.#classify(last.pour.source) });
  }

  next(): void {
    const round = this.#round.peek();
    if (round === undefined || this.#last()?.guess === undefined) return;
    const over = round.turns.length === round.pours.length;
    this.#round.value = over ? { ...round, over } : this.#withTurn(round);
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

export function verdictOf({ result }: Turn): Verdict | undefined {
  const settled = result.finalState.value;
  return settled?.phase === 'classified' ? settled.classification.verdict : undefined;
}

/** Unsure and not pouring are not right: there was a pour, and it was hot or cold. */
export function scoreOf(turns: readonly Turn[]): Score {
  const right = (told: (turn: Turn) => Verdict | undefined) =>
    turns.filter((turn) => told(turn) === turn.truth).length;
  return { you: right(({ guess }) => guess), model: right(verdictOf), all: turns.length };
}
