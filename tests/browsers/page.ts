/** What one does and sees on the page, in any browser. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Tab } from './tab.ts';

/** What a card says to programs. */
export interface Outcome {
  file?: string;
  verdict?: string;
  probabilityHot?: string;
  probabilityPouring?: string;
  error?: string;
  errorCode?: string;
}

/** For 32 recordings on a machine that is busy. */
const PATIENCE_MS = 90_000;
const LOOK_AGAIN_MS = 100;

export class Page {
  readonly input = '[data-testid=file-input]';

  constructor(readonly tab: Tab) {}

  /** As if for the first time: nothing is kept of the visits before. */
  async visit(address: string): Promise<void> {
    const there = (input: string) => document.querySelector(input) !== null;
    await this.tab.goto(address);
    await this.until('the page', there, this.input);
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
    await this.until('the page', there, this.input);
  }

  /** Waits in the page until `condition`, which sees `given` alone, holds. */
  async until<A extends unknown[]>(
    what: string,
    condition: (...given: A) => unknown,
    ...given: A
  ): Promise<void> {
    const end = Date.now() + PATIENCE_MS;
    while (!(await this.tab.evaluate(condition, ...given))) {
      if (Date.now() > end) throw new Error(`In ${PATIENCE_MS} ms there was not ${what}`);
      await wait(LOOK_AGAIN_MS);
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

  /** Waits until as many cards are answered or failed, and reads them from top to bottom. */
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

  /** Plays until it is heard to move on, and gives the length. */
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
