/**
 * Notices what must never happen on the page: errors, violations of its policy, cookies, and
 * anything that would leave its origin.
 */
import type { BrowserContext } from '@playwright/test';

export class Watch {
  readonly offences: string[] = [];
  readonly #context: BrowserContext;
  #expected: RegExp[] = [];

  private constructor(context: BrowserContext, origin: string) {
    this.#context = context;
    const leaves = (address: string) => {
      const { protocol, host } = new URL(address);
      // blob: is the page's own memory.
      return protocol !== 'blob:' && host !== new URL(origin).host;
    };
    context.on('console', (message) => {
      if (message.type() === 'error') this.#note(`console: ${message.text()}`);
      if (message.text().startsWith(MARK)) this.#note(message.text().slice(MARK.length));
    });
    context.on('weberror', (error) => this.#note(`uncaught: ${error.error().message}`));
    context.on('request', (request) => {
      if (leaves(request.url())) this.#note(`request: ${request.url()}`);
    });
    context.on('page', (page) => {
      page.on('websocket', (socket) => {
        if (leaves(socket.url())) this.#note(`websocket: ${socket.url()}`);
      });
      // It may be gone before it is told; nothing was seen of it then.
      page.on('worker', (worker) => void worker.evaluate(tellPolicy, MARK).catch(() => undefined));
    });
    context.on('serviceworker', (worker) => {
      void worker.evaluate(tellPolicy, MARK).catch(() => undefined);
    });
  }

  /** Before the context has a page. */
  static async over(context: BrowserContext, origin: string): Promise<Watch> {
    const watch = new Watch(context, origin);
    await context.addInitScript(tell, MARK);
    return watch;
  }

  /** For tests that break something on purpose. */
  expect(...patterns: RegExp[]): void {
    this.#expected.push(...patterns);
  }

  /** All of them, once the test is over. */
  async total(): Promise<string[]> {
    for (const { name, domain } of await this.#context.cookies()) {
      this.#note(`cookie: ${name} of ${domain}`);
    }
    return this.offences;
  }

  #note(offence: string): void {
    if (!this.#expected.some((pattern) => pattern.test(offence))) this.offences.push(offence);
  }
}

const MARK = 'watch: ';

/** Runs in the page, before anything of it: what is seen from within alone. */
function tell(mark: string): void {
  document.addEventListener('securitypolicyviolation', (violation) => {
    const { effectiveDirective, blockedURI, sample } = violation;
    console.debug(`${mark}policy: ${effectiveDirective} against ${blockedURI} ${sample}`);
  });
  // No policy that browsers know forbids it, and no event of Playwright's tells of it.
  const { RTCPeerConnection } = window;
  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      console.debug(`${mark}webrtc: a connection to a peer`);
      super(configuration);
    }
  };
}

/** Runs in a worker: its violations reach no document, and no console either. */
function tellPolicy(mark: string): void {
  globalThis.addEventListener('securitypolicyviolation', (violation) => {
    const { effectiveDirective, blockedURI } = violation as SecurityPolicyViolationEvent;
    console.debug(`${mark}policy: ${effectiveDirective} against ${blockedURI} (in a worker)`);
  });
}
