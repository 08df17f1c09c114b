/** Page object that works in any browser. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Tab } from './tab.ts';

/** Data attributes of a card. */
export interface Outcome {
  file?: string;
  verdict?: string;
  probabilityHot?: string;
  probabilityPouring?: string;
  error?: string;
  errorCode?: string;
}

/** Long enough for 32 recordings on a busy machine. */
const TIMEOUT_MS = 90_000;
const POLL_MS = 100;

export class Page {
  readonly input = '[data-testid=file-input]';

  constructor(readonly tab: Tab) {}

  /** Opens the page with empty storage, as on a first visit. */
  async visit(address: string): Promise<void> {
    const hasInput = (input: string) => document.querySelector(input) !== null;
    await this.tab.goto(address);
    await this.until('the page', hasInput, this.input);
    await this.tab.evaluate(
      () =>
        new Promise<void>((resolve, reject) => {
          localStorage.clear();
          const deleting = indexedDB.deleteDatabase('hot-or-cold');
          deleting.onsuccess = () => resolve();
          deleting.onerror = () => reject(deleting.error);
        }),
    );
    await this.tab.reload();
    await this.until('the page', hasInput, this.input);
  }

  /** Waits until `condition` holds in the page; it sees only its arguments. */
  async until<A extends unknown[]>(
    awaited: string,
    condition: (...args: A) => unknown,
    ...args: A
  ): Promise<void> {
    const deadline = Date.now() + TIMEOUT_MS;
    while (!(await this.tab.evaluate(condition, ...args))) {
      if (Date.now() > deadline) throw new Error(`In ${TIMEOUT_MS} ms ${awaited} did not appear`);
      await wait(POLL_MS);
    }
  }

  shows(selector: string, text: string): Promise<void> {
    const holds = (selector: string, text: string) =>
      document.querySelector(selector)?.textContent?.includes(text);
    return this.until(`‘${text}’ in ${selector}`, holds, selector, text);
  }

  choose(files: string[]): Promise<void> {
    return this.tab.choose(this.input, files);
  }

  /** Waits until `count` cards have a verdict or an error, and reads them from top to bottom. */
  async outcomes(count: number): Promise<Outcome[]> {
    const done = (count: number) =>
      document.querySelectorAll('article[data-verdict], article[data-error]').length === count;
    await this.until(`${count} verdicts`, done, count);
    return this.tab.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('article[data-file]')].map((card) => ({
        ...card.dataset,
      })),
    );
  }

  /** Opens all cards that are closed to a row. */
  openCards(): Promise<void> {
    return this.tab.evaluate(() => {
      const closed = 'article h3 button[aria-expanded=false]';
      for (const button of document.querySelectorAll<HTMLElement>(closed)) button.click();
    });
  }

  /** Plays past 0.2 s, and returns the length in seconds. */
  async play(selector: string): Promise<number> {
    const scroll = (selector: string) => {
      document.querySelector('article[data-file]')?.scrollIntoView();
      return document.querySelector<HTMLAudioElement>(selector)?.duration;
    };
    await this.until(`${selector} with its length`, scroll, selector);
    await this.tab.evaluate((selector) => {
      const audio = document.querySelector<HTMLAudioElement>(selector);
      if (audio) audio.muted = true;
      return audio?.play();
    }, selector);
    const moved = (selector: string) =>
      (document.querySelector<HTMLAudioElement>(selector)?.currentTime ?? 0) > 0.2;
    await this.until(`sound from ${selector}`, moved, selector);
    return this.tab.evaluate(
      (selector) => document.querySelector<HTMLAudioElement>(selector)?.duration ?? 0,
      selector,
    );
  }
}
