/** Manages the cups on this device: the active one, its known pours and their storage. */
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { DatabaseConnection } from '../history/database.ts';
import { recordingNameOf } from '../history/result-name.ts';
import type { Database } from '../history/schema.ts';
import { read } from '../history/transaction.ts';
import { home } from '../i18n/index.ts';
import { decode } from '../input/decode.ts';
import type { Announcer } from '../ui/announcer.ts';
import type { Undo } from '../ui/undo.ts';
import { Failure } from '../util/failure.ts';
import { createId, readSetting, writeSetting } from '../util/storage.ts';
import type { TaskQueue } from '../util/task-queue.ts';
import type { WorkerPool } from '../worker/worker-pool.ts';
import {
  type ActiveReference,
  activeReference,
  type Cup,
  doubtOf,
  isFromOtherModel,
  type KnownPour,
  readCup,
  temperatureOf,
  toStoredCup,
} from './cup.ts';

const ACTIVE_KEY = 'active-cup';

interface CupsDeps {
  connection: DatabaseConnection;
  queue: TaskQueue;
  classifier: Pick<WorkerPool, 'reference'>;
  announcer: Pick<Announcer, 'announce'>;
  undo: Undo;
}

export class Cups {
  /** All cups, newest first. */
  readonly list = signal<readonly Cup[]>([]);
  readonly #activeId = signal(readSetting(ACTIVE_KEY));
  readonly active: ReadonlySignal<Cup | undefined> = computed(() =>
    this.list.value.find(({ id }) => id === this.#activeId.value),
  );
  /** References for new verdicts. `undefined` without an active cup that has pours. */
  readonly activeReference: ReadonlySignal<ActiveReference | undefined> = computed(
    () => this.active.value && activeReference(this.active.value),
  );
  /** Number of recordings being added to a cup. */
  readonly pendingPours = signal(0);
  /** Ids of the latest added pour and its cup; `undefined` while another one is being added. */
  readonly latestPour = signal<{ cup: string; pour: string } | undefined>(undefined);
  /** Sentence about the latest problem, until the next action. */
  readonly problem = signal<string | undefined>(undefined);

  readonly #deps: CupsDeps;
  #lastWrite: Promise<unknown> = Promise.resolve();

  constructor(deps: CupsDeps) {
    this.#deps = deps;
  }

  /** Restores the stored cups, and recomputes references of other models. */
  async start(): Promise<void> {
    const stored = await this.#deps.connection.run((database) =>
      read(database, 'cups', (cups) => cups.getAll()),
    );
    const cups = (stored ?? []).map(readCup).filter((cup) => cup !== undefined);
    this.list.value = [...this.list.value, ...cups.sort((a, b) => b.date - a.date)];
    for (const cup of cups) {
      for (const pour of cup.pours.filter(isFromOtherModel)) {
        await this.#recomputeReference(cup.id, pour);
      }
    }
  }

  /** Activates a cup, or deactivates it if it is the active one. */
  toggleActive(id: string): void {
    this.problem.value = undefined;
    const active = this.#activeId.peek() === id ? undefined : id;
    this.#activeId.value = active;
    writeSetting(ACTIVE_KEY, active);
  }

  /** Adds a cup and activates it. A number makes its name unique, since results name their cup. */
  add(baseName: string): Cup {
    this.problem.value = undefined;
    const cup = { id: createId(), name: this.#uniqueName(baseName), date: Date.now(), pours: [] };
    this.list.value = [cup, ...this.list.value];
    this.#activeId.value = cup.id;
    writeSetting(ACTIVE_KEY, cup.id);
    void this.#save(cup);
    return cup;
  }

  /** Resolves when all changes so far are written. */
  async whenSaved(): Promise<void> {
    await this.#lastWrite;
  }

  /**
   * Adds a known pour to a cup: without `cupId` to the newest one, or to a new one. `confirm` is
   * asked about a pour that sounds other than the person says. Resolves when the pour was added or
   * declined, or `problem` was set.
   */
  async addPour(
    cupId: string | undefined,
    file: File,
    isHot: boolean,
    confirm: () => Promise<boolean> = async () => true,
  ): Promise<void> {
    this.problem.value = undefined;
    this.latestPour.value = undefined;
    const reference = await this.#computeReference(file, isHot);
    if (reference === undefined) return;
    const pour = { id: createId(), name: file.name, date: Date.now(), file, reference };
    if (doubtOf(pour) === 'sounds-other' && !(await confirm())) return;
    const cup = this.#updatePours(cupId ?? this.#newestCup().id, (pours) => [...pours, pour]);
    if (cup === undefined) return;
    this.latestPour.value = { cup: cup.id, pour: pour.id };
    const { pourAdded } = home.cup[temperatureOf(reference)];
    this.#deps.announcer.announce(pourAdded(recordingNameOf(file.name, true), cup.name));
  }

  /** `name` is what the page calls the pour. */
  removePour(cup: Cup, pour: KnownPour, name: string): void {
    this.problem.value = undefined;
    const index = cup.pours.indexOf(pour);
    this.#updatePours(cup.id, (pours) => pours.filter(({ id }) => id !== pour.id));
    this.#deps.undo.show({
      sentence: home.cup.pourRemoved(name),
      undo: () => void this.#updatePours(cup.id, (pours) => pours.toSpliced(index, 0, pour)),
      commit: () => undefined,
    });
  }

  remove(cup: Cup): void {
    this.problem.value = undefined;
    const { undo } = this.#deps;
    this.list.value = this.list.peek().filter(({ id }) => id !== cup.id);
    void this.#enqueue((database) => database.delete('cups', cup.id));
    undo.show({
      sentence: home.cup.removed(cup.name),
      undo: () => {
        const restored = { ...cup, name: this.#uniqueName(cup.name) };
        // Cups may have been added since.
        const others = this.list.peek();
        const older = others.findIndex(({ date }) => date <= cup.date);
        const index = older === -1 ? others.length : older;
        this.list.value = others.toSpliced(index, 0, restored);
        void this.#save(restored);
      },
      commit: () => undefined,
    });
  }

  #newestCup(): Cup {
    return this.list.peek()[0] ?? this.add(home.cup.defaultName);
  }

  #uniqueName(baseName: string): string {
    const usedNames = new Set(this.list.peek().map((cup) => cup.name));
    let name = baseName;
    for (let n = 2; usedNames.has(name); n++) name = `${baseName} ${n}`;
    return name;
  }

  async #recomputeReference(cupId: string, pour: KnownPour): Promise<void> {
    const { id, name } = pour;
    const file = new File([pour.file], name, { type: pour.file.type });
    const reference = await this.#computeReference(file, pour.reference.isHot === true);
    if (reference === undefined) return;
    this.#updatePours(cupId, (pours) =>
      pours.map((other) => (other.id === id ? { ...other, reference } : other)),
    );
  }

  async #computeReference(file: File, isHot: boolean) {
    const { queue, classifier, announcer } = this.#deps;
    const { signal: neverAborted } = new AbortController();
    let reference: Awaited<ReturnType<typeof classifier.reference>> | undefined;
    this.pendingPours.value += 1;
    await queue.add(async () => {
      try {
        reference = await classifier.reference(await decode(file), isHot, neverAborted);
      } catch (thrown) {
        const sentence = thrown instanceof Failure ? thrown.sentence : home.failures.crashed;
        this.problem.value = home.announcements.withName(file.name, sentence);
        announcer.announce(this.problem.value);
      }
    }, neverAborted);
    this.pendingPours.value -= 1;
    return reference;
  }

  #updatePours(
    cupId: string,
    change: (pours: readonly KnownPour[]) => readonly KnownPour[],
  ): Cup | undefined {
    const old = this.list.peek().find(({ id }) => id === cupId);
    if (old === undefined) return undefined;
    const cup = { ...old, pours: change(old.pours) };
    this.list.value = this.list.peek().map((other) => (other === old ? cup : other));
    void this.#save(cup);
    return cup;
  }

  async #save(cup: Cup): Promise<void> {
    const saved = await this.#enqueue(async (database) =>
      database.put('cups', await toStoredCup(cup)),
    );
    if (saved === undefined) this.problem.value = home.cup.notSaved;
  }

  /** Runs writes in the order of the calls, so that an older state never overwrites a newer one. */
  #enqueue<T>(work: (database: Database) => Promise<T>): Promise<T | undefined> {
    const done = this.#lastWrite.then(() => this.#deps.connection.run(work, 'cup'));
    this.#lastWrite = done;
    return done;
  }
}
