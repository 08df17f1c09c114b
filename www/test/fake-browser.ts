/** Browser features that Node lacks. */
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { vi } from 'vitest';

// Node 20 has none. Maintenance of the history may run after a test has restored its stubs.
globalThis.navigator ??= {} as Navigator;

/** Replaces IndexedDB and localStorage by empty ones. */
export function stubEmptyStorage(): void {
  vi.stubGlobal('indexedDB', new IDBFactory());
  const items = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => items.set(key, value),
    removeItem: (key: string) => items.delete(key),
  });
}

export class FakeImageData {
  constructor(
    readonly data: Uint8ClampedArray,
    readonly width: number,
    readonly height: number,
  ) {}
}

/** Web Locks without modes: each lock has one holder, and the others wait in order. */
export class FakeLocks {
  readonly #last = new Map<string, Promise<unknown>>();

  request<T>(name: string, work: () => Promise<T>): Promise<T> {
    const done = (this.#last.get(name) ?? Promise.resolve()).then(work);
    this.#last.set(name, done);
    return done;
  }
}
