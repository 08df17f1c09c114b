/** The recordings on the page and the state of each. */
import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Classification, Spectrogram } from '../classify/classification.ts';
import { parseRecordingTime } from '../live/recording-file.ts';
import type { Failure } from '../util/failure.ts';
import { filter } from './list-view.ts';
import type { Count, Label, VerdictCounts } from './verdict-counts.ts';

export type State =
  | { phase: 'waiting' }
  | { phase: 'decoding' }
  | { phase: 'classifying'; fraction: number }
  | { phase: 'classified'; classification: Classification }
  | { phase: 'failed'; failure: Failure };

/** A state that only the person changes, by a retry for instance. */
export type FinalState = Extract<State, { phase: 'classified' | 'failed' }>;

export interface Credit {
  author: string;
  licence: string;
  source: string;
}

/** Where a recording comes from. The page names every origin but `own` and `live`. */
export type Origin =
  | { kind: 'own' }
  /** Recorded by this page, so there is no other copy. */
  | { kind: 'live' }
  | { kind: 'recorded'; credit: Credit }
  | { kind: 'synthesised' };

/** A recording that is loaded when its turn comes: a file, or an example to fetch or synthesise. */
export interface Source {
  readonly name: string;
  readonly origin: Origin;
  /** Size of the file, if known before loading. */
  readonly bytes?: number;
  load(signal: AbortSignal): Promise<File>;
}

/** Loads the stored media of a result of an earlier visit; undefined if it was deleted. */
export interface MediaStore {
  /** Whether the recording is still stored, without reading it. */
  hasRecording(): Promise<boolean>;
  recording(): Promise<File | undefined>;
  spectrogram(): Promise<Spectrogram | undefined>;
}

export interface Result {
  readonly id: number;
  readonly source: Source;
  /** When its batch was added, in ms since 1970, and its index in that batch. */
  readonly added: { readonly date: number; readonly place: number };
  /** Whether another live recording is of the same minute, by which both are named. */
  readonly sharesMinute: Signal<boolean>;
  /** What the person says it was. */
  readonly label: Signal<Label | undefined>;
  /** The name that the person gave it, in place of the original one. */
  readonly customName: Signal<string | undefined>;
  readonly note: Signal<string | undefined>;
  /** What the form for both contains while it is open. Closing the card keeps it. */
  readonly draft: Signal<Draft | undefined>;
  /** Only in results of an earlier visit. */
  readonly mediaStore?: MediaStore;
  readonly state: Signal<State>;
  /** Changes once, while `state` also changes with progress. */
  readonly finalState: ReadonlySignal<FinalState | undefined>;
  /** Whether its card is open. The card of an only result is open anyway. */
  readonly isOpen: Signal<boolean>;
  /** Set once the recording is decoded and can be played. */
  readonly recording: Signal<File | undefined>;
  /** Cancels the classification; a retry replaces it. */
  abort: AbortController;
}

/** Name and note, as typed so far. */
export interface Draft {
  name: string;
  note: string;
}

/** `path` distinguishes files of the same name in several folders. */
export function fileSource(file: File, path = file.webkitRelativePath || file.name): Source {
  return { name: path, origin: { kind: 'own' }, bytes: file.size, load: async () => file };
}

export const liveOrigin: Origin = { kind: 'live' };

export function liveSource(file: File): Source {
  return { ...fileSource(file), origin: liveOrigin };
}

/** What a person may add to a result. */
export interface Annotations {
  label: Label | undefined;
  customName: string | undefined;
  note: string | undefined;
}

/** A result of an earlier visit. */
export function restoredResult(
  source: Source,
  added: Result['added'],
  finalState: FinalState,
  annotations: Annotations,
  mediaStore: MediaStore,
): Result {
  return { ...createResult(source, added, finalState, annotations), mediaStore };
}

let lastId = 0;

function createResult(
  source: Source,
  added: Result['added'],
  initial: State,
  { label, customName, note }: Partial<Annotations> = {},
): Result {
  const state = signal<State>(initial);
  const finalState = computed(() => {
    const { value } = state;
    return value.phase === 'classified' || value.phase === 'failed' ? value : undefined;
  });
  return {
    id: ++lastId,
    source,
    added,
    sharesMinute: signal(false),
    label: signal(label),
    customName: signal(customName),
    note: signal(note),
    draft: signal<Draft | undefined>(undefined),
    state,
    finalState,
    isOpen: signal(false),
    recording: signal<File | undefined>(undefined),
    abort: new AbortController(),
  };
}

export class Results {
  readonly list = signal<readonly Result[]>([]);
  /** The result whose card was opened because it was the newest. */
  #newest: Result | undefined;
  readonly #isFocused: (result: Result) => boolean;

  /** `isFocused` returns whether the keyboard focus is within the card of a result. */
  constructor(isFocused: (result: Result) => boolean = () => false) {
    this.#isFocused = isFocused;
    effect(() => markSharedMinutes(this.list.value));
  }

  /**
   * Adds a batch at the top, in its order. The card of a single recording opens, the one that
   * opened before it closes unless it is in use, and nothing is filtered out.
   */
  add(sources: readonly Source[]): Result[] {
    const date = Date.now();
    const batch = sources.map((source, index) =>
      createResult(source, { date, place: index }, { phase: 'waiting' }),
    );
    filter.value = undefined;
    if (this.#newest && !this.#isInUse(this.#newest)) this.#newest.isOpen.value = false;
    const [only, ...others] = this.list.peek();
    // The card of an only result is open anyway, and must stay so.
    if (only && others.length === 0 && this.#isInUse(only)) only.isOpen.value = true;
    this.#newest = batch.length === 1 ? batch[0] : undefined;
    if (this.#newest) this.#newest.isOpen.value = true;
    this.list.value = [...batch, ...this.list.value];
    return batch;
  }

  /** Closing the card would take the focus from what the person types or presses. */
  #isInUse(result: Result): boolean {
    return result.draft.peek() !== undefined || this.#isFocused(result);
  }

  /** Adds results of an earlier visit at the bottom. */
  restore(earlier: readonly Result[]): void {
    if (earlier.length > 0) this.list.value = [...this.list.value, ...earlier];
  }

  /** Undoes a removal. Results may have been added since. */
  reinsert(result: Result): void {
    const { list } = this;
    const index = list.value.findIndex((other) => compareInList(result, other) < 0);
    const place = index === -1 ? list.value.length : index;
    list.value = list.value.toSpliced(place, 0, result);
  }

  clear(): void {
    for (const { abort } of this.list.value) abort.abort();
    this.list.value = [];
  }

  /** Resolves when a result has a final state, or was removed. */
  async whenFinal(result: Result): Promise<void> {
    let dispose: () => void = () => undefined;
    await new Promise<void>((resolve) => {
      dispose = effect(() => {
        if (result.finalState.value || !this.list.value.includes(result)) resolve();
      });
    });
    dispose();
  }

  remove(result: Result): void {
    result.abort.abort();
    this.list.value = this.list.value.filter((other) => other !== result);
  }
}

function markSharedMinutes(list: readonly Result[]): void {
  const counts = new Map<string, number>();
  const minutes = list.map(({ source }) => recordedMinute(source));
  for (const minute of minutes) {
    if (minute !== undefined) counts.set(minute, (counts.get(minute) ?? 0) + 1);
  }
  for (const [i, { sharesMinute }] of list.entries()) {
    sharesMinute.value = (counts.get(minutes[i] ?? '') ?? 0) > 1;
  }
}

/** The file name of a live recording without its seconds. */
function recordedMinute({ name, origin }: Source): string | undefined {
  const isNamedByTime = origin.kind === 'live' && parseRecordingTime(name) !== undefined;
  return isNamedByTime ? name.slice(0, -'-00.wav'.length) : undefined;
}

/** Orders the newest batch first, each in its own order. */
function compareInList(a: Result, b: Result): number {
  return b.added.date - a.added.date || a.added.place - b.added.place || b.id - a.id;
}

/** Whether the recording can be played; that of an earlier visit may have been deleted. */
export async function hasRecording({ recording, mediaStore }: Result): Promise<boolean> {
  return recording.peek() !== undefined || (await mediaStore?.hasRecording()) === true;
}

/** Returns the verdict or `failed`; undefined while unfinished. */
export function countOf({ finalState }: Result): Count | undefined {
  const state = finalState.value;
  return state && (state.phase === 'failed' ? 'failed' : state.classification.verdict);
}

/** Length of the recording, where known. */
export function secondsOfResult({ finalState }: Result): number | undefined {
  const state = finalState.value;
  return state?.phase === 'failed' ? state.failure.seconds : state?.classification.seconds;
}

/** Counts the labelled results, and those whose verdict is the label. Failed ones do not count. */
export function countAgreement(results: readonly Result[]): { labelled: number; agreed: number } {
  let [labelled, agreed] = [0, 0];
  for (const { label, finalState } of results) {
    const state = finalState.value;
    if (label.value === undefined || state?.phase !== 'classified') continue;
    labelled += 1;
    if (state.classification.verdict === label.value) agreed += 1;
  }
  return { labelled, agreed };
}

/** Counts the verdicts and failures; unfinished recordings are not counted. */
export function countVerdicts(results: readonly Result[]): VerdictCounts {
  const counts: VerdictCounts = { hot: 0, cold: 0, unsure: 0, 'not-pouring': 0, failed: 0 };
  for (const result of results) {
    const count = countOf(result);
    if (count) counts[count] += 1;
  }
  return counts;
}
