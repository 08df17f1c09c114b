/** A name, a note and a shared picture of a result. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { actions, home } from '../../www/src/i18n/index.ts';
import { readStore } from './read-store.ts';
import { replaceClassifications } from './replace-classifications.ts';
import { expect, test } from './site.ts';
import { toneFile } from './wav-files.ts';

const { naming, share } = actions;

const VERDICTS = {
  3: { verdict: 'hot', probabilityHot: 0.97, probabilityPouring: 0.99 },
} as const;

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

test('a result gets a name and a note, which a reload keeps', async ({ site, page }) => {
  await replaceClassifications(page, VERDICTS);
  await site.choose(toneFile('a.wav', 3));
  await site.outcomes(1);
  await button(page, naming.editNamed('a.wav')).focus();
  await page.keyboard.press('Enter');
  const name = page.getByLabel(naming.name, { exact: true });
  await expect(name).toBeFocused();
  await page.keyboard.type('Discarded');
  await page.keyboard.press('Escape');
  await expect(button(page, naming.editNamed('a.wav'))).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(name).toBeFocused();
  await page.keyboard.type('Blue mug');
  await page.getByLabel(naming.note, { exact: true }).fill('Lid on');
  await button(page, naming.save).click();
  await expect(button(page, naming.editNamed('Blue mug'))).toBeFocused();
  await expect
    .poll(() => readStore(page, 'results'))
    .toMatchObject([{ name: 'a.wav', customName: 'Blue mug', note: 'Lid on' }]);

  await page.reload();
  await expect(site.card('a.wav').getByRole('heading')).toHaveText('Blue mug');
  await expect(site.card('a.wav').getByTestId('note')).toHaveText('Lid on');
  await expect(button(page, home.results.removeNamed('Blue mug'))).toBeVisible();
  await button(page, naming.editNamed('Blue mug')).click();
  await expect(name).toHaveValue('Blue mug');
  await name.fill(' ');
  await page.keyboard.press('Enter');
  await expect(site.card('a.wav').getByRole('heading')).toHaveText('a.wav');
});

test('a note that is being written survives the next recording', async ({ site, page }) => {
  await replaceClassifications(page, VERDICTS);
  await site.choose(toneFile('a.wav', 3));
  await site.outcomes(1);
  await button(page, naming.editNamed('a.wav')).click();
  const note = site.card('a.wav').getByLabel(naming.note, { exact: true });
  await note.fill('Lid on');
  await site.choose(toneFile('b.wav', 3));
  await site.outcomes(2);
  await expect(note).toBeFocused();
  await expect(note).toHaveValue('Lid on');
  // Closing the card keeps it, too.
  await site.card('a.wav').locator('h3 button[aria-expanded=true]').click();
  await expect(note).toHaveCount(0);
  await site.openCard('a.wav');
  await expect(note).toHaveValue('Lid on');
  await button(page, naming.save).click();
  await expect(site.card('a.wav').getByTestId('note')).toHaveText('Lid on');
});

/** Returns the size of a picture, and the number of colours in each of its parts. */
function decodePng(page: Page, png: Buffer) {
  return page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const { width, height } = bitmap;
    const context = new OffscreenCanvas(width, height).getContext('2d');
    context?.drawImage(bitmap, 0, 0);
    const colours = (x: number, y: number, columns: number, rows: number) => {
      const { data } = context?.getImageData(x, y, columns, rows) ?? { data: [] };
      return new Set(new Uint32Array(Uint8Array.from(data).buffer)).size;
    };
    return {
      width,
      height,
      margin: colours(0, 0, width, 40),
      verdict: colours(72, 180, 600, 180),
      picture: colours(100, 500, 800, 280),
      footer: colours(72, 880, 600, 150),
    };
  }, png.toString('base64'));
}

test('Share makes a picture of a restored result, offline, and sends nothing', async ({
  site,
  page,
  context,
}) => {
  await replaceClassifications(page, VERDICTS);
  await site.choose(toneFile('a.wav', 3));
  await site.outcomes(1);
  await expect(page.getByTestId('history')).toContainText('1 result saved');
  await page.reload();
  await site.outcomes(1);
  await context.setOffline(true);
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));

  const download = page.waitForEvent('download');
  await button(page, share.named('a.wav')).click();
  const saved = await download;
  expect(saved.suggestedFilename()).toBe('hot-or-cold-hot.png');
  await expect(site.cards.getByText(share.saved)).toBeVisible();
  const { width, height, ...colours } = await decodePng(page, readFileSync(await saved.path()));
  expect([width, height]).toEqual([1080, 1080]);
  expect(colours.margin).toBe(1);
  for (const part of ['verdict', 'picture', 'footer'] as const) {
    expect(colours[part], part).toBeGreaterThan(10);
  }
  expect(requests.filter((url) => !url.startsWith('blob:'))).toEqual([]);
});

test('Share hands the picture to the share sheet, which a person may close', async ({
  site,
  page,
}) => {
  await page.addInitScript(() => {
    const shared: unknown[] = [];
    Object.assign(window, { shared });
    navigator.canShare = () => true;
    navigator.share = async ({ files, url } = {}) => {
      shared.push([url, ...(files ?? []).map(({ name, type }) => `${name} ${type}`)]);
      throw new DOMException('closed', 'AbortError');
    };
  });
  await replaceClassifications(page, VERDICTS);
  await site.choose(toneFile('a.wav', 3));
  await site.outcomes(1);
  await button(page, share.named('a.wav')).click();
  const shared = () => page.evaluate(() => (window as unknown as { shared: unknown }).shared);
  const start = new URL('./', page.url()).href;
  await expect.poll(shared).toEqual([[start, 'hot-or-cold-hot.png image/png']]);
  await expect(button(page, share.named('a.wav'))).toHaveAttribute('aria-disabled', 'false');
  await expect(site.cards.getByRole('alert')).toHaveCount(0);
  await expect(site.cards.getByText(share.saved)).toHaveCount(0);
});
