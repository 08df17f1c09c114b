/** The recordings on the page and what has become of each. */
import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Classification, Spectrogram } from '../classify/classification.ts';
import type { Failure } from '../util/failure.ts';
import type { Label, VerdictCounts } from './verdict-counts.ts';

export type State =
  | { phase: 'waiting' }
  | { phase: 'decoding' }
  | { phase: 'classifying'; fraction: number }
  | { phase: 'classified'; classification: Classification }
  | { phase: 'failed'; failure: Failure };

/** A state in which nothing more happens by itself. */
export type FinalState = Extract<State, { phase: 'classified' | 'failed' }>;

export interface Credit {
  author: string;
  licence: string;
  source: string;
}

/** Where a recording comes from, shown wherever it is not the person's own. */
export type Origin =
  | { kind: 'own' }
  /** Heard by this page: there is no other copy. */
  | { kind: 'live' }
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

/** Fetches what was kept of an earlier visit; undefined where it is not kept any more. */
export interface MediaStore {
  recording(): Promise<File | undefined>;
  spectrogram(): Promise<Spectrogram | undefined>;
}

export interface Result {
  readonly id: number;
  readonly source: Source;
  /** When it came, in ms since 1970, and its place among those that came with it. */
  readonly added: { readonly date: number; readonly place: number };
  /** What the person says it really was. */
  readonly label: Signal<Label | undefined>;
  /** For results of an earlier visit. */
  readonly mediaStore?: MediaStore;
  readonly state: Signal<State>;
  /** Changes once, where `state` changes with every bit of progress. */
  readonly finalState: ReadonlySignal<FinalState | undefined>;
  /** Set once the browser has decoded it: then it can be played. */
  readonly recording: Signal<File | undefined>;
  /** Ends the listening that is under way; a retry puts a new one here. */
  abort: AbortController;
}

/** `path` tells files of one name apart that come from several folders. */
export function fileSource(file: File, path = file.webkitRelativePath || file.name): Source {
  return { name: path, origin: { kind: 'own' }, bytes: file.size, load: async () => file };
}

export function liveSource(file: File): Source {
  return { ...fileSource(file), origin: { kind: 'live' } };
}

let lastId = 0;

function waiting(source: Source, added: Result['added']): Result {
  return createResult(source, added, { phase: 'waiting' }, undefined);
}

/** A result of an earlier visit. */
export function restoredResult(
  source: Source,
  added: Result['added'],
  finalState: FinalState,
  label: Label | undefined,
  mediaStore: MediaStore,
): Result {
  return { ...createResult(source, added, finalState, label), mediaStore };
}

function createResult(
  source: Source,
  added: Result['added'],
  first: State,
  label: Label | undefined,
): Result {
  const state = signal<State>(first);
  const finalState = computed(() => {
    const { value } = state;
    return value.phase === 'classified' || value.phase === 'failed' ? value : undefined;
  });
  return {
    id: ++lastId,
    source,
    added,
    label: signal(label),
    state,
    finalState,
    recording: signal<File | undefined>(undefined),
    abort: new AbortController(),
  };
}

export class Results {
  readonly list = signal<readonly Result[]>([]);

  /** A batch goes on top, in its own order. */
  add(sources: readonly Source[]): Result[] {
    const date = Date.now();
    const batch = sources.map((source, place) => waiting(source, { date, place }));
    this.list.value = [...batch, ...this.list.value];
    return batch;
  }

  /** Results of an earlier visit go below. */
  restore(earlier: readonly Result[]): void {
    if (earlier.length > 0) this.list.value = [...this.list.value, ...earlier];
  }

  /** Takes a removal back. */
  reinsert(result: Result, place: number): void {
    this.list.value = this.list.value.toSpliced(place, 0, result);
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

/** How many recordings got which verdict. */
export function countVerdicts(results: readonly Result[]): VerdictCounts {
  const tally: VerdictCounts = { hot: 0, cold: 0, unsure: 0, 'not-pouring': 0, failed: 0 };
  for (const { finalState } of results) {
    const state = finalState.value;
    if (state) tally[state.phase === 'failed' ? 'failed' : state.classification.verdict] += 1;
  }
  return tally;
}
