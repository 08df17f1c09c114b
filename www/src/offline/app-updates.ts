/** Registers the service worker and offers new versions of the page. See README.md. */
import { signal } from '@preact/signals';
import {
  ENTRY_QUERY,
  type EntryUrl,
  VERSION_CHECK,
  type VersionQuery,
  type VersionReply,
  type WorkerMessage,
} from './version-messages.ts';

/** Shortest interval between two checks of an open page. A load always checks. */
const CHECK_INTERVAL_MS = 3_600_000;

/**
 * `offered`: a new version is completely downloaded and waits. `applying`: the person asked for it.
 * `updated-in-another-tab`: another tab activated it, and this page continues as the older version.
 */
export type UpdateState = 'none' | 'offered' | 'applying' | 'updated-in-another-tab';

export interface AppUpdatesDeps {
  /** `undefined` without service workers, for instance on a page without https. */
  container: ServiceWorkerContainer | undefined;
  register(container: ServiceWorkerContainer): Promise<ServiceWorkerRegistration>;
  /** URL of the page's first script. */
  entry: EntryUrl;
  /** Whether a reload would interrupt a recording or a classification. */
  isBusy(): boolean;
  /** Resolves when all changes to the history are written. */
  whenSaved(): Promise<void>;
  reload(): void;
}

export class AppUpdates {
  /** Whether the page works offline: the first install has finished, now or on an earlier visit. */
  readonly isReady = signal(false);
  readonly update = signal<UpdateState>('none');

  readonly #deps: AppUpdatesDeps;
  #registration: ServiceWorkerRegistration | undefined;
  #lastCheck = Date.now();

  constructor(deps: AppUpdatesDeps) {
    this.#deps = deps;
  }

  /** Registers the worker. Fails silently, since the page works without it. */
  async start(): Promise<void> {
    const { container, register, entry } = this.#deps;
    if (container === undefined) return;
    container.addEventListener('message', ({ data, ports }: MessageEvent<VersionQuery>) => {
      if (data.type === ENTRY_QUERY) ports[0]?.postMessage(entry);
    });
    container.addEventListener('controllerchange', () => void this.#handleNewController());
    try {
      const registration = await register(container);
      this.#registration = registration;
      this.#watchInstall(registration.installing, registration.active === null);
      registration.addEventListener('updatefound', () =>
        this.#watchInstall(registration.installing, registration.active === null),
      );
      if (container.controller) this.isReady.value = true;
      if (registration.waiting) this.#offer();
      document.addEventListener('visibilitychange', () => void this.check());
      if (container.controller) await this.#checkVersion(container.controller);
    } catch {
      // Forbidden by the browser, as in some private windows, or the script did not load.
    }
  }

  /** Checks for a newer version when the person returns to the page after a while. */
  async check(now = Date.now()): Promise<void> {
    if (document.visibilityState !== 'visible' || !navigator.onLine) return;
    if (now - this.#lastCheck < CHECK_INTERVAL_MS) return;
    this.#lastCheck = now;
    // Without a connection, the next check tries again.
    await this.#registration?.update().catch(() => undefined);
  }

  /** Activates the new version, after the person asked for it. */
  async apply(): Promise<void> {
    const { isBusy, whenSaved, reload } = this.#deps;
    if (isBusy()) return;
    const isUpdated = this.update.peek() === 'updated-in-another-tab';
    this.update.value = 'applying';
    await whenSaved();
    const waiting = this.#registration?.waiting;
    // Without a waiting worker, the new version is already active.
    if (isUpdated || !waiting) reload();
    else waiting.postMessage({ type: 'activate' } satisfies WorkerMessage);
  }

  #watchInstall(worker: ServiceWorker | null, isFirst: boolean): void {
    worker?.addEventListener('statechange', () => {
      if (worker.state === 'installed' && !isFirst) this.#offer();
      if (worker.state === 'activated' && isFirst) this.isReady.value = true;
    });
  }

  #offer(): void {
    if (this.update.peek() === 'none') this.update.value = 'offered';
  }

  /** Reloads if the person asked for the update. Otherwise shows that another tab did. */
  async #handleNewController(): Promise<void> {
    const { container, isBusy, reload } = this.#deps;
    if (this.update.peek() === 'applying' && !isBusy()) return reload();
    if (container?.controller) await this.#checkVersion(container.controller);
  }

  /** Asks the worker whether this page belongs to its build. */
  async #checkVersion(worker: ServiceWorker): Promise<void> {
    const { port1, port2 } = new MessageChannel();
    const reply = new Promise<VersionReply>((resolve) => {
      port1.onmessage = ({ data }) => resolve(data as VersionReply);
    });
    const { entry } = this.#deps;
    worker.postMessage({ type: VERSION_CHECK, entry } satisfies WorkerMessage, [port2]);
    if (!(await reply).current) this.update.value = 'updated-in-another-tab';
  }
}

/** Asks the browser to keep the storage of an installed app when space runs low. */
export function persistWhenInstalled(): void {
  const ask = () => void navigator.storage?.persist?.().catch(() => false);
  window.addEventListener('appinstalled', ask);
  // In a tab, Firefox would ask the person, and history.ts does so once a result is stored.
  if (matchMedia('(display-mode: standalone)').matches) ask();
}

/** Returns `undefined` without service workers, or where the browser forbids them. */
export function serviceWorkers(): ServiceWorkerContainer | undefined {
  try {
    return navigator.serviceWorker;
  } catch {
    return undefined;
  }
}

/** Relative to index.html, not to this script: a worker controls only the folder of its URL. */
const SERVICE_WORKER_URL = 'service-worker.js';

/** The only caller of `register`, whose URL a policy with Trusted Types has to allow. */
export function registerServiceWorker(
  container: ServiceWorkerContainer,
): Promise<ServiceWorkerRegistration> {
  return container.register(new URL(SERVICE_WORKER_URL, document.baseURI).href);
}
