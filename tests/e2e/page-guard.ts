/**
 * Collects events that no test may cause: errors, policy violations, cookies, and requests to
 * another origin.
 */
import type { BrowserContext } from '@playwright/test';

/**
 * Chromium's message when a page that nobody has touched is left before a write ends. The page is
 * right to ask, and whether the write has ended by then depends on timing.
 */
const BLOCKED_QUESTION = /^console: Blocked attempt to show a 'beforeunload' confirmation panel/;

export class PageGuard {
  readonly violations: string[] = [];
  readonly #context: BrowserContext;
  #allowed: RegExp[] = [BLOCKED_QUESTION];

  private constructor(context: BrowserContext, origin: string) {
    this.#context = context;
    const leaves = (address: string) => {
      const { protocol, host } = new URL(address);
      // blob: URLs have no host and never leave the page.
      return protocol !== 'blob:' && host !== new URL(origin).host;
    };
    context.on('console', (message) => {
      if (message.type() === 'error') this.#add(`console: ${message.text()}`);
      if (message.text().startsWith(MARK)) this.#add(message.text().slice(MARK.length));
    });
    context.on('weberror', (error) => this.#add(`uncaught: ${error.error().message}`));
    context.on('request', (request) => {
      if (leaves(request.url())) this.#add(`request: ${request.url()}`);
    });
    context.on('page', (page) => {
      page.on('websocket', (socket) => {
        if (leaves(socket.url())) this.#add(`websocket: ${socket.url()}`);
      });
      // A short-lived worker may end before the script reaches it.
      page.on(
        'worker',
        (worker) => void worker.evaluate(reportWorkerViolations, MARK).catch(() => undefined),
      );
    });
    context.on('serviceworker', (worker) => {
      void worker.evaluate(reportWorkerViolations, MARK).catch(() => undefined);
    });
  }

  /** Attaches to a context that has no page yet. */
  static async attach(context: BrowserContext, origin: string): Promise<PageGuard> {
    const guard = new PageGuard(context, origin);
    await context.addInitScript(reportPageViolations, MARK);
    return guard;
  }

  /** Ignores matching violations, in tests that break something on purpose. */
  allow(...patterns: RegExp[]): void {
    this.#allowed.push(...patterns);
  }

  /** Returns all violations, with the cookies that exist at the end of the test. */
  async collectViolations(): Promise<string[]> {
    for (const { name, domain } of await this.#context.cookies()) {
      this.#add(`cookie: ${name} of ${domain}`);
    }
    return this.violations;
  }

  #add(violation: string): void {
    if (!this.#allowed.some((pattern) => pattern.test(violation))) this.violations.push(violation);
  }
}

const MARK = 'page-guard: ';

/** Runs in the page before its own scripts, and reports events that only scripts see. */
function reportPageViolations(mark: string): void {
  document.addEventListener('securitypolicyviolation', (violation) => {
    const { effectiveDirective, blockedURI, sample } = violation;
    console.debug(`${mark}policy: ${effectiveDirective} against ${blockedURI} ${sample}`);
  });
  // No policy forbids WebRTC in browsers today, and Playwright has no event for it.
  const { RTCPeerConnection } = window;
  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      console.debug(`${mark}webrtc: a connection to a peer`);
      super(configuration);
    }
  };
}

/** Runs in a worker, whose violations reach neither a document nor the console. */
function reportWorkerViolations(mark: string): void {
  globalThis.addEventListener('securitypolicyviolation', (violation) => {
    const { effectiveDirective, blockedURI } = violation as SecurityPolicyViolationEvent;
    console.debug(`${mark}policy: ${effectiveDirective} against ${blockedURI} (in a worker)`);
  });
}
