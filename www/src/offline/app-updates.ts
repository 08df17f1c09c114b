/** The page's side of the service worker: working offline, and new versions. See README.md. */
import { signal } from '@preact/signals';
import type { VersionQuery, VersionReply, WorkerMessage } from './version-messages.ts';

/** While the page is open; a load asks anyway. */
const CHECK_INTERVAL_MS = 3_600_000;

/**
 * `offered`: a new version is there, whole and checked, and waits. `applying`: it was asked for.
 * `elsewhere`: it was asked for in another tab; this page goes on as the older version that it is.
 */
export type UpdateState = 'none' | 'offered' | 'applying' | 'elsewhere';

export interface AppUpdatesDeps {
  /** Undefined where the browser has none, as on a page without https. */
  container: ServiceWorkerContainer | undefined;
  register(container: ServiceWorkerContainer): Promise<ServiceWorkerRegistration>;
  /** The address of the page's first script. */
  entry: string;
  /** Whether there is something under way that a reload would lose. */
  busy(): boolean;
  /** Resolves when all that is to be kept is written. */
  whenSaved(): Promise<void>;
  reload(): void;
}

export class AppUpdates {
  /** The first install was finished during this visit. */
  readonly ready = signal(false);
  readonly update = signal<UpdateState>('none');

  readonly #deps: AppUpdatesDeps;
  #registration: ServiceWorkerRegistration | undefined;
  #lastCheck = Date.now();

  constructor(around: AppUpdatesDeps) {
    this.#deps = around;
  }

  /** Where it fails, the page works as it does without: nobody has to hear of it. */
  async start(): Promise<void> {
    const { container, register, entry } = this.#deps;
    if (container === undefined) return;
    container.addEventListener('message', ({ data, ports }: MessageEvent<VersionQuery>) => {
      if (data.type === 'which-entry') ports[0]?.postMessage(entry);
    });
    container.addEventListener('controllerchange', () => void this.#handleNewController());
    try {
      const registration = await register(container);
      this.#registration = registration;
      this.#watchInstall(registration.installing, registration.active === null);
      registration.addEventListener('updatefound', () =>
        this.#watchInstall(registration.installing, registration.active === null),
      );
      if (registration.waiting) this.#offer();
      document.addEventListener('visibilitychange', () => void this.check());
      if (container.controller) await this.#checkVersion(container.controller);
    } catch {
      // Forbidden by the browser, as in some private windows, or the script did not come.
    }
  }

  /** Asks for a newer version, where one is back after a while. */
  async check(now = Date.now()): Promise<void> {
    if (document.visibilityState !== 'visible' || !navigator.onLine) return;
    if (now - this.#lastCheck < CHECK_INTERVAL_MS) return;
    this.#lastCheck = now;
    // No connection after all: the next time.
    await this.#registration?.update().catch(() => undefined);
  }

  /** The person asks for the new version. */
  async apply(): Promise<void> {
    const { busy, whenSaved, reload } = this.#deps;
    if (busy()) return;
    const elsewhere = this.update.peek() === 'elsewhere';
    this.update.value = 'applying';
    await whenSaved();
    const waiting = this.#registration?.waiting;
    // One that waits no more has taken over already.
    if (elsewhere || !waiting) reload();
    else waiting.postMessage({ type: 'activate' } satisfies WorkerMessage);
  }

  #watchInstall(worker: ServiceWorker | null, first: boolean): void {
    worker?.addEventListener('statechange', () => {
      if (worker.state === 'installed' && !first) this.#offer();
      if (worker.state === 'activated' && first) this.ready.value = true;
    });
  }

  #offer(): void {
    if (this.update.peek() === 'none') this.update.value = 'offered';
  }

  /** Another worker is in charge of this page. */
  async #handleNewController(): Promise<void> {
    const { container, busy, reload } = this.#deps;
    if (this.update.peek() === 'applying' && !busy()) return reload();
    if (container?.controller) await this.#checkVersion(container.controller);
  }

  async #checkVersion(worker: ServiceWorker): Promise<void> {
    const { port1, port2 } = new MessageChannel();
    const answer = new Promise<VersionReply>((resolve) => {
      port1.onmessage = ({ data }) => resolve(data as VersionReply);
    });
    const { entry } = this.#deps;
    worker.postMessage({ type: 'hello', entry } satisfies WorkerMessage, [port2]);
    if (!(await answer).current) this.update.value = 'elsewhere';
  }
}

/** An installed app asks the browser to keep what it holds, also when room gets scarce. */
export function persistWhenInstalled(): void {
  const ask = () => void navigator.storage?.persist?.().catch(() => false);
  window.addEventListener('appinstalled', ask);
  // Only there: elsewhere Firefox asks the person, who has been asked once for the results (history.ts).
  if (matchMedia('(display-mode: standalone)').matches) ask();
}

/** The one place where the service worker's address becomes a script that runs. */

/** Beside index.html, not beside this script: what it may serve is the folder in which it lies. */
const SERVICE_WORKER_URL = 'service-worker.js';

export function registerServiceWorker(
  container: ServiceWorkerContainer,
): Promise<ServiceWorkerRegistration> {
  return container.register(new URL(SERVICE_WORKER_URL, document.baseURI).href);
}
