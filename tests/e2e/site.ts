/** The `test` of all end-to-end tests: a page under watch, and what one does and sees on it. */
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
import { Watch } from './page-guard.ts';

export { expect };

interface Fixtures {
  /** A path for a file that the test makes, of its own. */
  scratch: (name: string) => string;
  /** Over every test, whether it asks for it or not. */
  watch: Watch;
  /** A context beside the test's own, under the same watch. */
  another: (options?: BrowserContextOptions) => Promise<BrowserContext>;
  site: Site;
}

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the braces what a fixture needs
  scratch: async ({}, use, testInfo) => use((name) => testInfo.outputPath(name)),
  watch: [
    async ({ context, baseURL }, use) => {
      const watch = await Watch.over(context, new URL(baseURL ?? '').origin);
      await use(watch);
      expect(await watch.total()).toEqual([]);
    },
    { auto: true },
  ],
  another: async ({ browser, baseURL }, use) => {
    const open: [BrowserContext, Watch][] = [];
    await use(async (options) => {
      const context = await browser.newContext({
        serviceWorkers: 'block',
        ...(baseURL ? { baseURL } : {}),
        ...options,
      });
      open.push([context, await Watch.over(context, new URL(baseURL ?? '').origin)]);
      return context;
    });
    for (const [context, watch] of open) {
      const seen = await watch.total();
      await context.close();
      expect(seen).toEqual([]);
    }
  },
  // `watch` is asked for, so that it is there before the page.
  site: async ({ page, watch: _watch }, use) => {
    const site = new Site(page);
    await site.open('./');
    await use(site);
  },
});

export type Upload = string | { name: string; buffer: Buffer };

/** What a card says to programs. */
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

  get examples(): Locator {
    return this.page.locator('.examples li button');
  }

  /** Hands files over through the picker. */
  async choose(...uploads: Upload[]): Promise<void> {
    const paths = uploads.filter((upload) => typeof upload === 'string');
    if (paths.length === uploads.length) return this.input.setInputFiles(paths);
    // Playwright takes paths or buffers, and no mixture.
    const buffers = uploads.map((upload) =>
      typeof upload === 'string'
        ? { name: basename(upload), buffer: readFileSync(upload) }
        : upload,
    );
    return this.input.setInputFiles(buffers.map((file) => ({ ...file, mimeType: 'audio/*' })));
  }

  /** Waits until every card is answered or failed, and reads them from top to bottom. */
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

  /** The only card's recording, as a person can take it away: the policy lets no script read it. */
  async recording(): Promise<Buffer> {
    const download = this.page.waitForEvent('download');
    await this.cards.locator('a[download]').click();
    return readFileSync(await (await download).path());
  }

  /** Plays the only card's recording until it is heard to move on, and gives its length. */
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
