/** The recordings on the page and what has become of each. */
import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Answer } from './answer.ts';
import type { Failure } from './failure.ts';

export type State =
  | { phase: 'waiting' }
  | { phase: 'decoding' }
  | { phase: 'listening'; fraction: number }
  | { phase: 'answered'; answer: Answer }
  | { phase: 'failed'; failure: Failure };

/** A state in which nothing more happens by itself. */
export type Settled = Extract<State, { phase: 'answered' | 'failed' }>;

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
  /** Size of the file, where it is known before its turn. */
  readonly bytes?: number;
  load(signal: AbortSignal): Promise<File>;
}

export interface Result {
  readonly id: number;
  readonly source: Source;
  readonly state: Signal<State>;
  /** Changes once, where `state` changes with every bit of progress. */
  readonly settled: ReadonlySignal<Settled | undefined>;
  /** Set once the browser has decoded it: then it can be played. */
  readonly recording: Signal<File | undefined>;
  /** Ends the listening that is under way; a retry puts a new one here. */
  abort: AbortController;
}

/** `path` tells files of one name apart that come from several folders. */
export function ownFile(file: File, path = file.webkitRelativePath || file.name): Source {
  return { name: path, origin: { kind: 'own' }, bytes: file.size, load: async () => file };
}

let lastId = 0;

function waiting(source: Source): Result {
  const state = signal<State>({ phase: 'waiting' });
  const settled = computed(() => {
    const { value } = state;
    return value.phase === 'answered' || value.phase === 'failed' ? value : undefined;
  });
  return {
    id: ++lastId,
    source,
    state,
    settled,
    recording: signal<File | undefined>(undefined),
    abort: new AbortController(),
  };
}

export class Results {
  readonly list = signal<readonly Result[]>([]);

  /** A batch goes on top, in its own order. */
  add(sources: readonly Source[]): Result[] {
    const batch = sources.map(waiting);
    this.list.value = [...batch, ...this.list.value];
    return batch;
  }

  clear(): void {
    for (const { abort } of this.list.value) abort.abort();
    this.list.value = [];
  }

  remove(result: Result): void {
    result.abort.abort();
    this.list.value = this.list.value.filter((other) => other !== result);
  }
}
