/** Keyboard use, announcements to screen readers, and narrow windows. */
import { home } from '../../www/src/i18n/index.ts';
import { synthesise } from './command-line.ts';
import { expect, Site, test } from './site.ts';

test('the keyboard reaches the record button, the file picker, an example and Remove', async ({
  site,
  page,
}) => {
  const focused = () =>
    page.evaluate(() => {
      const { activeElement: element } = document;
      return (
        element?.getAttribute('data-testid') ??
        element?.getAttribute('aria-label') ??
        element?.textContent
      );
    });
  const tabUntil = async (name: string | RegExp) => {
    for (let presses = 0; presses < 30; presses++) {
      await page.keyboard.press('Tab');
      const found = (await focused()) ?? '';
      if (typeof name === 'string' ? found === name : name.test(found)) return;
    }
    throw new Error(`Tab never reaches ${name}`);
  };

  const chooser = page.waitForEvent('filechooser');
  await tabUntil('record');
  await page.keyboard.press('Tab');
  expect(await focused()).toBe('try-example');
  await tabUntil(/^40\s°F/);
  await tabUntil('file-input');
  await page.keyboard.press('Enter');
  await (await chooser).setFiles([]);
  await tabUntil(home.cup.manage);

  await site.examples.first().focus();
  await page.keyboard.press('Enter');
  await site.outcomes(1);
  await tabUntil(/^Remove /);
  await page.keyboard.press('Enter');
  await expect(site.cards).toHaveCount(0);
  await expect.poll(focused).toBe('file-input');
});

test('focus moves to the next card when a card is removed', async ({ site, page }) => {
  await site.choose(
    ...['a.wav', 'b.wav', 'c.wav'].map((name) => ({ name, buffer: Buffer.alloc(0) })),
  );
  await site.outcomes(3);
  await page.getByRole('button', { name: 'Remove b.wav' }).click();
  await expect(page.getByRole('button', { name: 'Remove c.wav' })).toBeFocused();
  await page.getByRole('button', { name: 'Remove c.wav' }).click();
  await expect(page.getByRole('button', { name: 'Remove a.wav' })).toBeFocused();
});

test('the status announces a failed recording', async ({ site, page }) => {
  await site.choose({ name: 'empty.wav', buffer: Buffer.alloc(0) });
  await expect(page.getByRole('status')).toHaveText(
    home.announcements.withName('empty.wav', home.failures['empty-file']),
  );
});

for (const [condition, viewport, zoom] of [
  ['at 360 pixels', { width: 360, height: 740 }, 1],
  // Zooming to 200% halves the viewport in CSS pixels.
  ['at 200% zoom', { width: 640, height: 400 }, 2],
] as const) {
  test(`the page has no horizontal overflow ${condition}`, async ({
    newContext,
    site: _site,
    scratch,
  }) => {
    const context = await newContext({ viewport, deviceScaleFactor: zoom });
    const narrow = new Site(await context.newPage());
    await narrow.open('./');
    const pour = { fahrenheit: 200, seconds: 6, seed: 7 };
    await narrow.choose(await synthesise(scratch('pour.wav'), pour));
    await narrow.examples.first().click();
    await narrow.outcomes(2);
    const { content, viewportWidth } = await narrow.page.evaluate(() => ({
      content: document.documentElement.scrollWidth,
      viewportWidth: document.documentElement.clientWidth,
    }));
    expect(content).toBeLessThanOrEqual(viewportWidth);
  });
}
