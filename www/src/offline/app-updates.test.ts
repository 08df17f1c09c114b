// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { AppUpdates, type AppUpdatesDeps } from './app-updates.ts';

const HOUR = 3_600_000;

class FakeWorker extends EventTarget {
  state = 'installing';
  readonly messages: unknown[] = [];
  /** Whether it knows the page. */
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
  const offline = new AppUpdates({
    container: container as unknown as ServiceWorkerContainer,
    register: async () => registration as unknown as ServiceWorkerRegistration,
    entry: 'https://site/assets/index-a.js',
    busy: () => busy,
    whenSaved: async () => undefined,
    reload,
    ...changes,
  });
  await offline.start();
  return offline;
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

describe('the first visit', () => {
  it('says once that it is ready, and offers nothing', async () => {
    const offline = await started();
    const worker = registration.finds();
    registration.installed(worker);
    expect(offline.update.value).toBe('none');
    worker.becomes('activated');
    expect(offline.ready.value).toBe(true);
    await takeOver(worker);
    expect(offline.update.value).toBe('none');
    expect(reload).not.toHaveBeenCalled();
  });

  it('whose install fails says nothing', async () => {
    const offline = await started();
    registration.finds().becomes('redundant');
    expect([offline.ready.value, offline.update.value]).toEqual([false, 'none']);
  });

  it.each([
    ['no service workers', { container: undefined }],
    ['a script that does not come', { register: () => Promise.reject(new TypeError('404')) }],
  ])('works with %s', async (_, changes) => {
    const offline = await started(changes);
    expect([offline.ready.value, offline.update.value]).toEqual([false, 'none']);
  });
});

describe('an update', () => {
  beforeEach(() => {
    registration.active = container.controller = new FakeWorker();
  });

  it('is offered when it is whole, and not before', async () => {
    const offline = await started();
    const worker = registration.finds();
    expect(offline.update.value).toBe('none');
    registration.installed(worker);
    expect(offline.update.value).toBe('offered');
    expect(worker.messages).toEqual([]);
    worker.becomes('activated');
    expect(offline.ready.value).toBe(false);
  });

  it('that waits since an earlier visit is offered', async () => {
    registration.waiting = new FakeWorker();
    expect((await started()).update.value).toBe('offered');
  });

  it('takes over when asked, and the page is reloaded once', async () => {
    const offline = await started();
    const worker = registration.finds();
    registration.installed(worker);
    await offline.apply();
    expect(worker.messages).toEqual(['activate']);
    expect(reload).not.toHaveBeenCalled();
    await takeOver(worker);
    expect(reload).toHaveBeenCalledTimes(1);
  });

  it('is not applied while something is listened to', async () => {
    const offline = await started();
    const worker = registration.finds();
    registration.installed(worker);
    busy = true;
    await offline.apply();
    expect(worker.messages).toEqual([]);
    expect(offline.update.value).toBe('offered');
  });

  it('does not reload a page on which something was started meanwhile', async () => {
    const offline = await started();
    const worker = registration.finds();
    registration.installed(worker);
    await offline.apply();
    busy = true;
    worker.current = false;
    await takeOver(worker);
    expect(reload).not.toHaveBeenCalled();
    expect(offline.update.value).toBe('elsewhere');
  });

  it('waits until all is written', async () => {
    let written: () => void = () => undefined;
    const whenSaved = () => new Promise<void>((resolve) => (written = resolve));
    const offline = await started({ whenSaved });
    const worker = registration.finds();
    registration.installed(worker);
    const applied = offline.apply();
    expect(worker.messages).toEqual([]);
    written();
    await applied;
    expect(worker.messages).toEqual(['activate']);
  });

  it('in another tab is told, and the page reloaded when asked', async () => {
    const offline = await started();
    const worker = new FakeWorker();
    worker.current = false;
    await takeOver(worker);
    expect(offline.update.value).toBe('elsewhere');
    expect(reload).not.toHaveBeenCalled();
    await offline.apply();
    expect(reload).toHaveBeenCalledTimes(1);
  });
});

describe('looking for updates', () => {
  const now = Date.now();

  it('happens at most once an hour', async () => {
    const offline = await started();
    await offline.check(now + HOUR / 2);
    expect(registration.update).not.toHaveBeenCalled();
    await offline.check(now + HOUR + 1000);
    await offline.check(now + HOUR + 2000);
    expect(registration.update).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['offline', navigator, 'onLine', false],
    ['in the background', document, 'visibilityState', 'hidden'],
  ] as const)('does not happen %s', async (_, object, property, value) => {
    const offline = await started();
    const spy = vi.spyOn(object as never, property as never, 'get').mockReturnValue(value as never);
    await offline.check(now + HOUR + 1000);
    spy.mockRestore();
    expect(registration.update).not.toHaveBeenCalled();
  });
});
