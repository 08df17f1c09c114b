/** The state of a quiz round: its pours, the guesses, and the score. */
import { type ReadonlySignal, signal } from '@preact/signals';
import type { Verdict } from '../classify/classification.ts';
import type { HotOrCold } from '../classify/model-constants.ts';
import type { Result } from '../results/results.ts';

/** The example pours, or the person's own recordings. */
export type QuizSource = 'examples' | 'own';

/** A pour to guess. */
export interface QuizPour {
  readonly truth: HotOrCold;
  /** Absent where the person knows only that the water was hot or cold. */
  readonly fahrenheit?: number;
  /** Returns the recording with its verdict, and classifies it first if it has none. */
  readonly classify: () => Result;
  /** Whether the person deleted the recording. Reads a signal. */
  readonly isDeleted: () => boolean;
}

export interface Turn {
  /** Unique among all rounds, and the same after a retry. */
  readonly id: number;
  readonly pour: QuizPour;
  /** That of the pour when the turn started. */
  readonly truth: HotOrCold;
  /** The recording and, once classified, the model's verdict. */
  readonly result: Result;
  readonly guess: HotOrCold | undefined;
}

export interface Round {
  readonly pours: readonly QuizPour[];
  /** The turns so far; the last one is current. */
  readonly turns: readonly Turn[];
  readonly isFinished: boolean;
}

interface Score {
  you: number;
  model: number;
  total: number;
}

let lastTurnId = 0;

export class Quiz {
  readonly #draw: () => readonly QuizPour[];
  readonly #round = signal<Round | undefined>(undefined);

  constructor(draw: () => readonly QuizPour[]) {
    this.#draw = draw;
  }

  get round(): ReadonlySignal<Round | undefined> {
    return this.#round;
  }

  /** Does nothing during a round, so that a person can leave the page and come back. */
  start(): void {
    if (this.#round.peek() === undefined) this.restart();
  }

  /** Whether a round has started and is not finished. */
  get isInProgress(): boolean {
    return this.#round.value?.isFinished === false;
  }

  /** Continues the round in progress, or starts a new one. */
  continueOrRestart(): void {
    if (!this.isInProgress) this.restart();
  }

  restart(): void {
    this.#startTurn({ pours: this.#draw(), turns: [], isFinished: false });
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
    if (last) this.#replaceLast({ ...last, result: last.pour.classify() });
  }

  next(): void {
    const round = this.#round.peek();
    if (round && this.#last()?.guess !== undefined) this.#startTurn(round);
  }

  /** Takes the current pour out of the round, because it cannot be played. */
  skip(): void {
    const round = this.#round.peek();
    const last = this.#last();
    if (round === undefined || last === undefined) return;
    const pours = round.pours.filter((pour) => pour !== last.pour);
    this.#startTurn({ ...round, pours, turns: round.turns.slice(0, -1) });
  }

  #last(): Turn | undefined {
    return this.#round.peek()?.turns.at(-1);
  }

  #replaceLast(turn: Turn): void {
    const round = this.#round.peek();
    if (round) this.#round.value = { ...round, turns: [...round.turns.slice(0, -1), turn] };
  }

  /** Starts the turn of the next pour. After the last one, the round is finished. */
  #startTurn(round: Round): void {
    const pour = round.pours[round.turns.length];
    if (pour === undefined) {
      this.#round.value = { ...round, isFinished: true };
      return;
    }
    const { truth } = pour;
    const turn = { id: ++lastTurnId, pour, truth, result: pour.classify(), guess: undefined };
    this.#round.value = { ...round, turns: [...round.turns, turn] };
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
