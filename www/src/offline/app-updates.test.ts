// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { AppUpdates, type AppUpdatesDeps } from './app-updates.ts';

const HOUR = 3_600_000;

class FakeWorker extends EventTarget {
  state = 'installing';
  readonly messages: unknown[] = [];
  /** Whether the page belongs to its build. */
  current = true;

  postMessage(message: { type: string }, ports?: MessagePort[]): void {
    this.messages.push(message.type);
    ports?.[0]?.postMessage({ current: this.current });
  }

  becomes(state: string): void {
    this.state = state;
    this.dispatchEvent(new Event('statechange'));
  }
}

class FakeRegistration extends EventTarget {
  installing: FakeWorker | null = null;
  waiting: FakeWorker | null = null;
  active: FakeWorker | null = null;
  update = vi.fn(async () => undefined);

  finds(worker = new FakeWorker()): FakeWorker {
    this.installing = worker;
    this.dispatchEvent(new Event('updatefound'));
    return worker;
  }

  installed(worker: FakeWorker): void {
    this.installing = null;
    this.waiting = worker;
    worker.becomes('installed');
  }
}

class FakeContainer extends EventTarget {
  controller: FakeWorker | null = null;
}

let registration: FakeRegistration;
let container: FakeContainer;
let busy: boolean;
const reload = vi.fn();

async function started(changes: Partial<AppUpdatesDeps> = {}): Promise<AppUpdates> {
  const updates = new AppUpdates({
    container: container as unknown as ServiceWorkerContainer,
    register: async () => registration as unknown as ServiceWorkerRegistration,
    entry: 'https://site/assets/index-a.js',
    isBusy: () => busy,
    whenSaved: async () => undefined,
    reload,
    ...changes,
  });
  await updates.start();
  return updates;
}

function takeOver(worker: FakeWorker): Promise<void> {
  container.controller = worker;
  container.dispatchEvent(new Event('controllerchange'));
  return new Promise((resolve) => setTimeout(resolve, 20));
}

beforeEach(() => {
  [registration, container, busy] = [new FakeRegistration(), new FakeContainer(), false];
  reload.mockClear();
});

describe('AppUpdates on the first visit', () => {
  it('becomes ready and offers no update', async () => {
    const updates = await started();
    const worker = registration.finds();
    registration.installed(worker);
    expect(updates.update.value).toBe('none');
    worker.becomes('activated');
    expect(updates.isReady.value).toBe(true);
    await takeOver(worker);
    expect(updates.update.value).toBe('none');
    expect(reload).not.toHaveBeenCalled();
  });

  it('ignores an install that fails', async () => {
    const updates = await started();
    registration.finds().becomes('redundant');
    expect([updates.isReady.value, updates.update.value]).toEqual([false, 'none']);
  });

  it.each([
    ['no service workers', { container: undefined }],
    ['a script that does not load', { register: () => Promise.reject(new TypeError('404')) }],
  ])('works with %s', async (_, changes) => {
    const updates = await started(changes);
    expect([updates.isReady.value, updates.update.value]).toEqual([false, 'none']);
  });
});

describe('AppUpdates with an update', () => {
  beforeEach(() => {
    registration.active = container.controller = new FakeWorker();
  });

  it('offers it once it is installed', async () => {
    const updates = await started();
    const worker = registration.finds();
    expect(updates.update.value).toBe('none');
    registration.installed(worker);
    expect(updates.update.value).toBe('offered');
    expect(worker.messages).toEqual([]);
    worker.becomes('activated');
    expect(updates.isReady.value).toBe(true);
  });

  it('offers one that waits since an earlier visit', async () => {
    registration.waiting = new FakeWorker();
    expect((await started()).update.value).toBe('offered');
  });

  it('activates it when asked and reloads once', async () => {
    const updates = await started();
    const worker = registration.finds();
    registration.installed(worker);
    await updates.apply();
    expect(worker.messages).toEqual(['activate']);
    expect(reload).not.toHaveBeenCalled();
    await takeOver(worker);
    expect(reload).toHaveBeenCalledTimes(1);
  });

  it('does not apply it while the page is busy', async () => {
    const updates = await started();
    const worker = registration.finds();
    registration.installed(worker);
    busy = true;
    await updates.apply();
    expect(worker.messages).toEqual([]);
    expect(updates.update.value).toBe('offered');
  });

  it('does not reload a page that became busy meanwhile', async () => {
    const updates = await started();
    const worker = registration.finds();
    registration.installed(worker);
    await updates.apply();
    busy = true;
    worker.current = false;
    await takeOver(worker);
    expect(reload).not.toHaveBeenCalled();
    expect(updates.update.value).toBe('updated-in-another-tab');
  });

  it('waits until the history is saved', async () => {
    let written: () => void = () => undefined;
    const whenSaved = () => new Promise<void>((resolve) => (written = resolve));
    const updates = await started({ whenSaved });
    const worker = registration.finds();
    registration.installed(worker);
    const applied = updates.apply();
    expect(worker.messages).toEqual([]);
    written();
    await applied;
    expect(worker.messages).toEqual(['activate']);
  });

  it('shows one activated in another tab and reloads when asked', async () => {
    const updates = await started();
    const worker = new FakeWorker();
    worker.current = false;
    await takeOver(worker);
    expect(updates.update.value).toBe('updated-in-another-tab');
    expect(reload).not.toHaveBeenCalled();
    await updates.apply();
    expect(reload).toHaveBeenCalledTimes(1);
  });
});

describe('AppUpdates.check', () => {
  const now = Date.now();

  it('checks at most once an hour', async () => {
    const updates = await started();
    await updates.check(now + HOUR / 2);
    expect(registration.update).not.toHaveBeenCalled();
    await updates.check(now + HOUR + 1000);
    await updates.check(now + HOUR + 2000);
    expect(registration.update).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['updates', navigator, 'onLine', false],
    ['in the background', document, 'visibilityState', 'hidden'],
  ] as const)('does nothing %s', async (_, object, property, value) => {
    const updates = await started();
    const spy = vi.spyOn(object as never, property as never, 'get').mockReturnValue(value as never);
    await updates.check(now + HOUR + 1000);
    spy.mockRestore();
    expect(registration.update).not.toHaveBeenCalled();
  });
});
