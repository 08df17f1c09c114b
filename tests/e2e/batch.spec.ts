/** Many recordings at once: cancel, retry, remove, folders and the number of workers. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { home } from '../../www/src/i18n/index.ts';
import { synthesise } from './command-line.ts';
import { expect, Site, test } from './site.ts';
import { toneFile } from './wav-files.ts';

const { batch } = home;

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

const empty = (name: string) => ({ name, buffer: Buffer.alloc(0) });

test('a batch can be cancelled, and its cancelled recordings retried', async ({
  site,
  page,
  scratch,
}) => {
  const pour = await synthesise(scratch('pour.wav'), { fahrenheit: 200, seconds: 120, seed: 7 });
  await site.choose(...Array<string>(8).fill(pour));
  await expect(page.getByTestId('batch-progress')).toContainText(/^\d of 8/);
  await button(page, batch.cancelAll).click();
  const outcomes = await site.outcomes(8);
  const cancelled = outcomes.filter(({ code }) => code === 'cancelled');
  expect(cancelled.length).toBeGreaterThan(0);
  expect(cancelled[0]?.error).toBe(home.failures.cancelled);
  await expect(page.getByTestId('batch-progress')).toHaveCount(0);
  await expect(button(page, batch.retryFailed)).toBeFocused();

  await page.keyboard.press('Enter');
  await expect(button(page, batch.cancelAll)).toBeFocused();
  await expect(page.locator('article[data-verdict]')).toHaveCount(8);
  await expect(button(page, batch.retryFailed)).toHaveCount(0);
});

test('the other recordings get verdicts when one is removed from a running batch', async ({
  site,
  page,
  scratch,
}) => {
  const pour = await synthesise(scratch('pour.wav'), { fahrenheit: 200, seconds: 6, seed: 7 });
  const long = await synthesise(scratch('long.wav'), { fahrenheit: 40, seconds: 60, seed: 7 });
  await site.choose(long, pour, pour, pour);
  await button(page, home.results.removeNamed('long.wav')).click();
  const outcomes = await site.outcomes(3);
  expect(outcomes.map(({ file, error }) => [file, error])).toEqual(
    Array(3).fill(['pour.wav', undefined]),
  );
});

test('the page stops all workers but one when they are idle', async ({ page, scratch }) => {
  await page.clock.install();
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'hardwareConcurrency', { value: 2 });
  });
  const site = new Site(page);
  await site.open('./');
  const pour = await synthesise(scratch('pour.wav'), { fahrenheit: 200, seconds: 20, seed: 7 });
  await site.choose(...Array<string>(8).fill(pour));
  await expect.poll(() => page.workers().length).toBe(2);
  await site.outcomes(8);
  // The clock advances repeatedly, since the second worker may start after the last recording.
  await expect
    .poll(async () => {
      await page.clock.fastForward(60_000);
      return page.workers().length;
    })
    .toBe(1);
});

test('a batch of 40 shows its progress, and a short page of closed cards', async ({
  site,
  page,
}) => {
  const MAX_HEIGHT = 6000;
  // The model never finishes loading.
  await page.route(/\.onnx$/, () => undefined);
  const sound = toneFile('', 3).buffer;
  const files = Array.from({ length: 40 }, (_, i) => ({
    name: `the second cup of the morning ${i}.wav`,
    buffer: i === 0 ? Buffer.alloc(0) : sound,
  }));
  for (const size of [
    { width: 360, height: 740 },
    { width: 1440, height: 900 },
  ]) {
    await page.setViewportSize(size);
    await page.reload();
    await site.choose(...files);
    await expect(page.getByTestId('batch-progress')).toContainText(batch.progress(1, 40));
    await expect(page.getByTestId('batch-progress')).toBeInViewport({ ratio: 1 });
    await expect(page.getByRole('heading', { name: home.summary.heading })).toBeInViewport();
    await expect(site.cards).toHaveCount(40);
    await expect(site.cards.locator('audio, canvas, figure')).toHaveCount(0);
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    expect(height, `${size.width}`).toBeLessThan(MAX_HEIGHT);
    await page.getByRole('button', { name: batch.cancelAll }).click();
    await page.getByRole('button', { name: batch.deleteAll }).click();
    await page.getByRole('dialog').getByRole('button', { name: batch.deleteAll }).click();
    await expect(site.cards).toHaveCount(0);
  }
});

test('the newest single result is open, those before it close', async ({ site, page }) => {
  const isOpen = (name: string) => site.card(name).getByRole('button', { expanded: true });
  await site.choose(empty('a.wav'));
  await site.outcomes(1);
  await expect(site.card('a.wav').getByTestId('failure')).toBeVisible();
  await expect(isOpen('a.wav')).toHaveCount(0);
  await site.choose(empty('b.wav'));
  await expect(isOpen('b.wav')).toBeVisible();
  await expect(site.card('a.wav').getByTestId('failure')).toHaveCount(0);
  await site.choose(empty('c.wav'), empty('d.wav'));
  await site.outcomes(4);
  await expect(site.cards.getByRole('button', { expanded: true })).toHaveCount(0);

  const toggle = site.card('c.wav').getByRole('button', { expanded: false });
  await expect(toggle).toHaveAccessibleName(`c.wav ${home.summary.failed}`);
  await toggle.focus();
  await page.keyboard.press('Enter');
  await expect(site.card('c.wav').getByTestId('failure')).toBeVisible();
  await expect(isOpen('c.wav')).toBeFocused();
});

test('the status announces counts for a large batch', async ({ site, page }) => {
  await site.choose(...['a', 'b', 'c', 'd', 'e', 'f'].map((name) => empty(`${name}.wav`)));
  await expect(page.getByRole('status')).toHaveText('All done: 6 failed.');
});

test('a dropped folder adds its recordings, and an empty one shows an error', async ({
  site,
  page,
}) => {
  const drop = async (folder: string, files: string[]) => {
    // Only a real drag creates a folder entry, so the test builds an object of the same shape.
    await page.evaluate(
      ([name, paths]) => {
        const file = (path: string) => ({
          isDirectory: false,
          name: path,
          fullPath: `/${name}/${path}`,
          file: (callback: (file: File) => void) => callback(new File([], path)),
        });
        const chunks = [paths.map(file), []];
        const entry = {
          isDirectory: true,
          name,
          createReader: () => ({
            readEntries: (callback: (entries: unknown[]) => void) => callback(chunks.shift() ?? []),
          }),
        };
        const event = new Event('drop', { bubbles: true, cancelable: true });
        const items = [{ webkitGetAsEntry: () => entry }];
        Object.defineProperty(event, 'dataTransfer', {
          value: { types: ['Files'], items, files: [] },
        });
        document.body.dispatchEvent(event);
      },
      [folder, files] as const,
    );
  };
  await drop('pours', ['2.wav', '10.wav', 'notes.txt']);
  const outcomes = await site.outcomes(2);
  expect(outcomes.map(({ file }) => file)).toEqual(['pours/2.wav', 'pours/10.wav']);
  await drop('letters', ['notes.txt']);
  expect((await site.outcomes(3))[0]).toMatchObject({ file: 'letters', code: 'empty-folder' });
});

test('a chosen folder adds its recordings and those of its subfolders', async ({
  site,
  page,
  scratch,
}) => {
  const folder = scratch('pours');
  mkdirSync(join(folder, 'hot'), { recursive: true });
  for (const name of ['a.wav', 'notes.txt', 'hot/b.wav']) writeFileSync(join(folder, name), '');
  await page.getByTestId('folder-input').setInputFiles(folder);
  const outcomes = await site.outcomes(2);
  expect(outcomes.map(({ file }) => file).toSorted()).toEqual(['pours/a.wav', 'pours/hot/b.wav']);
});
