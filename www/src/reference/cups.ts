/** The cups of this device, which of them is in use, and the way of a recording into one. */
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { DatabaseConnection } from '../history/database.ts';
import type { Database } from '../history/schema.ts';
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
  type ColdPour,
  type Cup,
  isFromOtherModel,
  readCup,
  toStored,
} from './cup.ts';

const ACTIVE = 'active-cup';

interface Surroundings {
  door: DatabaseConnection;
  queue: TaskQueue;
  engine: Pick<WorkerPool, 'reference'>;
  announcer: Pick<Announcer, 'say'>;
  undo: Undo;
}

export class Cups {
  /** The newest first. */
  readonly list = signal<readonly Cup[]>([]);
  readonly #chosen = signal(readSetting(ACTIVE));
  readonly active: ReadonlySignal<Cup | undefined> = computed(() =>
    this.list.value.find(({ id }) => id === this.#chosen.value),
  );
  /** What verdicts are relative to; undefined without a cup in use. */
  readonly beside: ReadonlySignal<ActiveReference | undefined> = computed(
    () => this.active.value && activeReference(this.active.value),
  );
  /** Recordings that are on their way into a cup. */
  readonly listening = signal(0);
  /** One sentence on the last thing that went wrong, until the next that is done with a cup. */
  readonly problem = signal<string | undefined>(undefined);

  readonly #around: Surroundings;
  #last: Promise<unknown> = Promise.resolve();

  constructor(around: Surroundings) {
    this.#around = around;
  }

  /** Brings back what was kept, and has this page's model hear what another one heard. */
  async start(): Promise<void> {
    const stored = await this.#around.door.use((database) => database.getAll('cups'));
    const cups = (stored ?? []).map(readCup).filter((cup) => cup !== undefined);
    this.list.value = [...this.list.value, ...cups.sort((a, b) => b.date - a.date)];
    for (const cup of cups) {
      for (const pour of cup.pours.filter(isFromOtherModel)) await this.#hearAgain(cup.id, pour);
    }
  }

  /** None where it is the one in use already: one press on, the next one off. */
  choose(id: string): void {
    this.problem.value = undefined;
    const chosen = this.#chosen.peek() === id ? undefined : id;
    this.#chosen.value = chosen;
    writeSetting(ACTIVE, chosen);
  }

  /** A name that is taken gets a number: verdicts name the cup that they are compared with. */
  add(wanted: string): Cup {
    this.problem.value = undefined;
    const cup = { id: createId(), name: this.#distinct(wanted), date: Date.now(), pours: [] };
    this.list.value = [cup, ...this.list.value];
    this.#chosen.value = cup.id;
    writeSetting(ACTIVE, cup.id);
    void this.#save(cup);
    return cup;
  }

  /** Resolves when all that was asked for is written. */
  async settled(): Promise<void> {
    await this.#last;
  }

  /** Resolves when the cold pour is in the cup, or there is a problem. */
  async pour(cupId: string, file: File): Promise<void> {
    this.problem.value = undefined;
    const reference = await this.#hear(file);
    if (reference === undefined) return;
    const pour = { id: createId(), name: file.name, date: Date.now(), file, reference };
    const cup = this.#change(cupId, (pours) => [...pours, pour]);
    if (cup) this.#around.announcer.say(home.cup.pourAdded(file.name, cup.name));
  }

  removePour(cup: Cup, pour: ColdPour): void {
    this.problem.value = undefined;
    const place = cup.pours.indexOf(pour);
    this.#change(cup.id, (pours) => pours.filter(({ id }) => id !== pour.id));
    this.#around.undo.make({
      sentence: home.cup.pourRemoved(pour.name),
      undo: () => void this.#change(cup.id, (pours) => pours.toSpliced(place, 0, pour)),
      settle: () => undefined,
    });
  }

  remove(cup: Cup): void {
    this.problem.value = undefined;
    const { undo } = this.#around;
    const place = this.list.peek().indexOf(cup);
    this.list.value = this.list.peek().filter(({ id }) => id !== cup.id);
    void this.#queue((database) => database.delete('cups', cup.id));
    undo.make({
      sentence: home.cup.removed(cup.name),
      undo: () => {
        const back = { ...cup, name: this.#distinct(cup.name) };
        this.list.value = this.list.peek().toSpliced(place, 0, back);
        void this.#save(back);
      },
      settle: () => undefined,
    });
  }

  #distinct(wanted: string): string {
    const taken = new Set(this.list.peek().map((cup) => cup.name));
    let name = wanted;
    for (let n = 2; taken.has(name); n++) name = `${wanted} ${n}`;
    return name;
  }

  async #hearAgain(cupId: string, { id, file, name }: ColdPour): Promise<void> {
    const reference = await this.#hear(new File([file], name, { type: file.type }));
    if (reference === undefined) return;
    this.#change(cupId, (pours) =>
      pours.map((pour) => (pour.id === id ? { ...pour, reference } : pour)),
    );
  }

  async #hear(file: File) {
    const { queue, engine, announcer } = this.#around;
    const { signal: never } = new AbortController();
    let reference: Awaited<ReturnType<typeof engine.reference>> | undefined;
    this.listening.value += 1;
    await queue.add(async () => {
      try {
        reference = await engine.reference(await decode(file), never);
      } catch (thrown) {
        const sentence = thrown instanceof Failure ? thrown.sentence : home.failures.crashed;
        this.problem.value = home.announcements.failure(file.name, sentence);
        announcer.say(this.problem.value);
      }
    }, never);
    this.listening.value -= 1;
    return reference;
  }

  #change(
    cupId: string,
    change: (pours: readonly ColdPour[]) => readonly ColdPour[],
  ): Cup | undefined {
    const old = this.list.peek().find(({ id }) => id === cupId);
    if (old === undefined) return undefined;
    const cup = { ...old, pours: change(old.pours) };
    this.list.value = this.list.peek().map((other) => (other === old ? cup : other));
    void this.#save(cup);
    return cup;
  }

  async #save(cup: Cup): Promise<void> {
    const saved = await this.#queue(async (database) => database.put('cups', await toStored(cup)));
    if (saved === undefined) this.problem.value = home.cup.notSaved;
  }

  /** One after the other: what a cup was before must not be written last. */
  #queue<T>(work: (database: Database) => Promise<T>): Promise<T | undefined> {
    const done = this.#last.then(() => this.#around.door.use(work));
    this.#last = done;
    return done;
  }
}
