/** A recording that a crash interrupts is offered on the next visit. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { home, recovery } from '../../www/src/i18n/index.ts';
import { type MicrophonePage, synthesisedPour, test } from './microphone.ts';
import { expect, Site } from './site.ts';

const messages = recovery.interrupted;
const SENTENCE = /^A recording of 0:0\d from \d\d:\d\d was interrupted\.$/;

const notice = (page: Page) => page.getByTestId('interrupted');

/** Number of chunks of recordings in progress that are stored. */
const countChunks = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const request = indexedDB.open('hot-or-cold-backups');
        request.onsuccess = () => {
          const count = request.result.transaction('chunks').objectStore('chunks').count();
          count.onsuccess = () => {
            request.result.close();
            resolve(count.result);
          };
        };
      }),
  );

async function recordChunks({ page, button, panel }: MicrophonePage): Promise<void> {
  await button.click();
  await expect(panel).toHaveAttribute('data-phase', 'pouring');
  await expect.poll(() => countChunks(page)).toBeGreaterThanOrEqual(4);
}

async function crash(page: Page): Promise<Page> {
  const crashed = page.waitForEvent('crash');
  await page.goto('chrome://crash').catch(() => undefined);
  await crashed;
  const next = await page.context().newPage();
  await new Site(next).open('./');
  return next;
}

test('a recording of a page that crashed becomes a card, by keyboard', async ({
  openWithMicrophone,
  scratch,
}) => {
  const opened = await openWithMicrophone(await synthesisedPour(scratch('pour.wav')));
  await recordChunks(opened);
  const page = await crash(opened.page);
  await expect(notice(page).getByText(SENTENCE)).toBeVisible();
  await expect(page.getByRole('status')).toHaveText(/was interrupted\. You can check or delete/);
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await notice(page).getByRole('button', { name: messages.classify }).focus();
  await page.keyboard.press('Enter');
  await expect(notice(page)).toHaveCount(0);
  const site = new Site(page);
  const [card] = await site.outcomes(1);
  expect(card?.verdict).toBeDefined();
  expect(await site.play()).toBeGreaterThan(3);
  await expect(site.cards.getByRole('button', { name: home.results.remove }).first()).toBeFocused();
  await expect.poll(() => countChunks(page)).toBe(0);
  await page.reload();
  await site.outcomes(1);
  await expect(notice(page)).toHaveCount(0);
});

test('an interrupted recording can be deleted', async ({ openWithMicrophone, scratch }) => {
  const opened = await openWithMicrophone(await synthesisedPour(scratch('pour.wav')));
  await recordChunks(opened);
  const page = await crash(opened.page);
  const remove = notice(page).getByRole('button', { name: messages.delete });
  await remove.click();
  await expect(page.getByTestId('record')).toBeFocused();
  await page.getByRole('button', { name: home.undo.button }).click();
  await expect(notice(page).getByRole('button', { name: messages.classify })).toBeFocused();
  await remove.click();
  await expect.poll(() => countChunks(page)).toBe(0);
  await page.reload();
  await expect(page.getByTestId('record')).toBeVisible();
  await expect(notice(page)).toHaveCount(0);
});

test('a recording is not offered in another tab while it runs, nor after it', async ({
  openWithMicrophone,
  scratch,
}) => {
  const opened = await openWithMicrophone(await synthesisedPour(scratch('pour.wav')));
  await recordChunks(opened);
  const other = await opened.page.context().newPage();
  const site = new Site(other);
  await site.open('./');
  await expect(opened.panel).toHaveAttribute('data-phase', 'idle');
  await opened.site.outcomes(1);
  await expect.poll(() => countChunks(other)).toBe(0);
  await expect(notice(other)).toHaveCount(0);
});

test('a recording becomes a card although the microphone does not close', async ({
  openWithMicrophone,
  scratch,
}) => {
  const { site, button, panel } = await openWithMicrophone(
    await synthesisedPour(scratch('pour.wav')),
    (page) =>
      page.addInitScript(() => {
        const fail = () => {
          throw new Error('failed on purpose');
        };
        AudioContext.prototype.close = () => new Promise(() => undefined);
        AudioNode.prototype.disconnect = fail;
        MediaStreamTrack.prototype.stop = fail;
      }),
  );
  await button.click();
  await expect(panel).toHaveAttribute('data-verdict', /./);
  await button.click();
  expect((await site.outcomes(1))[0]?.verdict).toBeDefined();
});

test('recording works without IndexedDB', async ({ openWithMicrophone, scratch }) => {
  const { site, button, panel } = await openWithMicrophone(
    await synthesisedPour(scratch('pour.wav')),
    (page) => page.addInitScript(() => Object.defineProperty(window, 'indexedDB', {})),
  );
  await button.click();
  await expect(panel).toHaveAttribute('data-verdict', /./);
  await expect(panel).toHaveAttribute('data-phase', 'idle');
  expect((await site.outcomes(1))[0]?.verdict).toBeDefined();
});
