/** The recordings on the page and what has become of each. */
import { type Signal, signal } from '@preact/signals';
import type { Answer } from './answer.ts';
import type { Failure } from './failure.ts';

export type State =
  | { phase: 'waiting' }
  | { phase: 'decoding' }
  | { phase: 'listening'; fraction: number }
  | { phase: 'answered'; answer: Answer }
  | { phase: 'failed'; failure: Failure };

export interface Credit {
  author: string;
  licence: string;
  source: string;
}

/** Where a recording comes from, shown wherever it is not the person's own. */
export type Origin =
  | { kind: 'own' }
  | { kind: 'recorded'; credit: Credit }
  | { kind: 'synthesised' };

/** Something to listen to. An example is fetched or synthesised only when its turn comes. */
export interface Source {
  readonly name: string;
  readonly origin: Origin;
  load(signal: AbortSignal): Promise<File>;
}

export interface Result {
  readonly id: number;
  readonly source: Source;
  readonly state: Signal<State>;
  /** Set once the browser has decoded it: then it can be played. */
  readonly recording: Signal<File | undefined>;
  readonly abort: AbortController;
}

export function ownFile(file: File): Source {
  return { name: file.name, origin: { kind: 'own' }, load: async () => file };
}

let lastId = 0;

export class Results {
  readonly list = signal<readonly Result[]>([]);

  /** A batch goes on top, in its own order. */
  add(sources: readonly Source[]): Result[] {
    const batch = sources.map((source) => ({
      id: ++lastId,
      source,
      state: signal<State>({ phase: 'waiting' }),
      recording: signal<File | undefined>(undefined),
      abort: new AbortController(),
    }));
    this.list.value = [...batch, ...this.list.value];
    return batch;
  }

  remove(result: Result): void {
    result.abort.abort();
    this.list.value = this.list.value.filter((other) => other !== result);
  }
}
