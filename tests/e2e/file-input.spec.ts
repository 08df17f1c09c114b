/** Dropping and pasting files, the order of batches, and repeated choices. */
import type { Page } from '@playwright/test';
import { home } from '../../www/src/i18n/index.ts';
import { expect, test } from './site.ts';

/** Creates a real DataTransfer with two files. */
async function transferOfTwo(page: Page) {
  return page.evaluateHandle(() => {
    const transfer = new DataTransfer();
    for (const name of ['one.wav', 'two.wav']) transfer.items.add(new File([], name));
    return transfer;
  });
}

test('files dropped anywhere on the window become cards', async ({ site, page }) => {
  const dataTransfer = await transferOfTwo(page);
  await page.dispatchEvent('footer', 'dragover', { dataTransfer });
  await expect(page.getByText(home.input.dropNow)).toBeVisible();
  await page.dispatchEvent('footer', 'drop', { dataTransfer });
  await expect(page.getByText(home.input.dropNow)).toBeHidden();
  const outcomes = await site.outcomes(2);
  expect(outcomes.map(({ file }) => file)).toEqual(['one.wav', 'two.wav']);
});

test('pasted files become cards', async ({ site, page }) => {
  const clipboardData = await transferOfTwo(page);
  await page.evaluate((data) => {
    document.body.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    );
  }, clipboardData);
  await site.outcomes(2);
});

test('the newest batch is first, and each batch keeps its order', async ({ site }) => {
  const file = (name: string) => ({ name, buffer: Buffer.alloc(0) });
  await site.choose(file('a.wav'), file('b.wav'));
  await site.outcomes(2);
  await site.choose(file('c.wav'), file('d.wav'));
  const outcomes = await site.outcomes(4);
  expect(outcomes.map(({ file: name }) => name)).toEqual(['c.wav', 'd.wav', 'a.wav', 'b.wav']);
});

test('the picker is empty after a choice, so that the same file can be chosen again', async ({
  site,
}) => {
  await site.choose({ name: 'a.wav', buffer: Buffer.alloc(0) });
  await site.outcomes(1);
  await expect(site.input).toHaveValue('');
});
