/** The watch that all tests run under is itself tested: it must see what it is there to see. */
import { expect, test } from './site.ts';

test('sees a console error, an uncaught error and a request to elsewhere', async ({
  page,
  site: _site,
  watch,
}) => {
  await page.evaluate(() => {
    console.error('injected words');
    setTimeout(() => {
      throw new Error('injected error');
    });
  });
  // Port 9 (discard) of this machine: another origin, and nobody there.
  await page.evaluate(() => fetch('http://127.0.0.1:9/').catch(() => undefined));
  await expect.poll(() => watch.offences.length).toBeGreaterThanOrEqual(3);
  const seen = watch.offences.splice(0).join('\n');
  expect(seen).toContain('console: injected words');
  expect(seen).toContain('uncaught: injected error');
  expect(seen).toContain('request: http://127.0.0.1:9/');
});

test('sees an error in the worker', async ({ page, site, watch }) => {
  const [worker] = page.workers();
  await worker?.evaluate(() => console.error('injected in the worker'));
  await expect.poll(() => watch.offences.join()).toContain('injected in the worker');
  watch.offences.length = 0;
  await expect(site.input).toBeAttached();
});
