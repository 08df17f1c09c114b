/** The `test` of all end-to-end tests, and the page object that they drive. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import {
  type BrowserContext,
  type BrowserContextOptions,
  test as base,
  expect,
  type Locator,
  type Page,
} from '@playwright/test';
import { PageGuard } from './page-guard.ts';

export { expect };

interface Fixtures {
  /** Returns a path in the test's own output folder. */
  scratch: (name: string) => string;
  /** Guards the test's context, also where the test does not name it. */
  guard: PageGuard;
  /** Opens a further context, also guarded. */
  newContext: (options?: BrowserContextOptions) => Promise<BrowserContext>;
  site: Site;
}

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright parses the braces for dependencies
  scratch: async ({}, use, testInfo) => use((name) => testInfo.outputPath(name)),
  guard: [
    async ({ context, baseURL }, use) => {
      const guard = await PageGuard.attach(context, new URL(baseURL ?? '').origin);
      await use(guard);
      expect(await guard.collectViolations()).toEqual([]);
    },
    { auto: true },
  ],
  newContext: async ({ browser, baseURL }, use) => {
    const open: [BrowserContext, PageGuard][] = [];
    await use(async (options) => {
      const context = await browser.newContext({
        serviceWorkers: 'block',
        ...(baseURL ? { baseURL } : {}),
        ...options,
      });
      open.push([context, await PageGuard.attach(context, new URL(baseURL ?? '').origin)]);
      return context;
    });
    for (const [context, guard] of open) {
      const violations = await guard.collectViolations();
      await context.close();
      expect(violations).toEqual([]);
    }
  },
  // The parameter `guard` makes Playwright attach the guard before the page opens.
  site: async ({ page, guard: _guard }, use) => {
    const site = new Site(page);
    await site.open('./');
    await use(site);
  },
});

export type Upload = string | { name: string; buffer: Buffer };

/** Data attributes of a card. */
export interface Outcome {
  file: string | undefined;
  verdict: string | undefined;
  probabilityHot: number;
  probabilityPouring: number;
  error: string | undefined;
  code: string | undefined;
}

export class Site {
  constructor(readonly page: Page) {}

  async open(address: string): Promise<void> {
    await this.page.goto(address);
    await expect(this.input).toBeAttached();
  }

  get input(): Locator {
    return this.page.getByTestId('file-input');
  }

  get cards(): Locator {
    return this.page.locator('article[data-file]');
  }

  card(name: string): Locator {
    return this.page.locator(`article[data-file=${JSON.stringify(name)}]`);
  }

  /** Opens the card of one of several recordings. */
  async openCard(name: string): Promise<void> {
    await this.card(name).locator('h3 button[aria-expanded=false]').click();
  }

  /** Opens all cards that are closed to a row. */
  async openCards(): Promise<void> {
    await this.cards.locator('h3 button[aria-expanded=false]').evaluateAll((buttons) => {
      for (const button of buttons) (button as HTMLElement).click();
    });
    await expect(this.cards.locator('h3 button[aria-expanded=false]')).toHaveCount(0);
  }

  get examples(): Locator {
    return this.page.getByTestId('examples').locator('li button');
  }

  /** Chooses files in the file picker. */
  async choose(...uploads: Upload[]): Promise<void> {
    const paths = uploads.filter((upload) => typeof upload === 'string');
    if (paths.length === uploads.length) return this.input.setInputFiles(paths);
    // Playwright accepts paths or buffers, but not both in one call.
    const buffers = uploads.map((upload) =>
      typeof upload === 'string'
        ? { name: basename(upload), buffer: readFileSync(upload) }
        : upload,
    );
    return this.input.setInputFiles(buffers.map((file) => ({ ...file, mimeType: 'audio/*' })));
  }

  /** Waits until every card has a verdict or an error, and reads them from top to bottom. */
  async outcomes(count: number, timeout = 60_000): Promise<Outcome[]> {
    const done = this.page.locator('article[data-verdict], article[data-error]');
    await expect(done).toHaveCount(count, { timeout });
    await expect(this.cards).toHaveCount(count);
    return this.cards.evaluateAll((cards) =>
      cards.map((card) => {
        const { dataset } = card as HTMLElement;
        return {
          file: dataset.file,
          verdict: dataset.verdict,
          probabilityHot: Number(dataset.probabilityHot),
          probabilityPouring: Number(dataset.probabilityPouring),
          error: dataset.error,
          code: dataset.errorCode,
        };
      }),
    );
  }

  /** Downloads the only card's recording: the policy forbids reading it from a script. */
  async recording(): Promise<Buffer> {
    const download = this.page.waitForEvent('download');
    await this.cards.locator('a[download]').click();
    return readFileSync(await (await download).path());
  }

  /** Plays the only card's recording past 0.2 s, and returns its length in seconds. */
  async play(): Promise<number> {
    const audio = this.cards.locator('audio');
    const seconds = await audio.evaluate(async (element: HTMLAudioElement) => {
      element.muted = true;
      await element.play();
      return element.duration;
    });
    await expect
      .poll(() => audio.evaluate((element: HTMLAudioElement) => element.currentTime))
      .toBeGreaterThan(0.2);
    return seconds;
  }
}
