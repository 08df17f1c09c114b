/** Notices what must never happen on the page: errors, and requests that leave its origin. */
import type { BrowserContext } from '@playwright/test';

export class Watch {
  readonly offences: string[] = [];
  #expected: RegExp[] = [];

  constructor(context: BrowserContext, origin: string) {
    context.on('console', (message) => {
      if (message.type() === 'error') this.#note(`console: ${message.text()}`);
    });
    context.on('weberror', (error) => this.#note(`uncaught: ${error.error().message}`));
    context.on('request', (request) => {
      const { protocol, origin: target } = new URL(request.url());
      // blob: is the page's own memory.
      if (protocol !== 'blob:' && target !== origin) this.#note(`request: ${request.url()}`);
    });
  }

  /** For tests that break something on purpose. */
  expect(...patterns: RegExp[]): void {
    this.#expected.push(...patterns);
  }

  #note(offence: string): void {
    if (!this.#expected.some((pattern) => pattern.test(offence))) this.offences.push(offence);
  }
}
