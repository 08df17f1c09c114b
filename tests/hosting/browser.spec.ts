/** The page from real servers in a real browser: it works under the policy, wherever it lies. */
import { expect, test } from '@playwright/test';
import { offline } from '../../www/src/i18n/index.ts';
import { synthesise } from '../e2e/command-line.ts';
import { PageGuard } from '../e2e/page-guard.ts';
import { Site } from '../e2e/site.ts';
import { overTls } from './server-kinds.ts';
import type { Path } from './server-process.ts';
import { running } from './use-server.ts';

for (const name of ['nginx', 'Caddy'] as const) {
  for (const path of ['/', '/on/a/subpath/'] satisfies Path[]) {
    test.describe(`${name}, ${path}`, () => {
      const server = running(overTls(name), path);

      test('a pour is classified, over TLS and under the policy, and then without the server', async ({
        browser,
      }, testInfo) => {
        const context = await browser.newContext();
        const guard = await PageGuard.attach(context, server().https);
        const page = await context.newPage();
        const site = new Site(page);
        await site.open(server().https + path);
        const pour = testInfo.outputPath('pour.wav');
        await site.choose(await synthesise(pour, { fahrenheit: 40, seconds: 6, seed: 1 }));
        expect(await site.outcomes(1)).toMatchObject([{ verdict: 'cold' }]);
        await site.play();
        await expect(page.getByRole('contentinfo')).toContainText(offline.ready);
        await server().stop();
        await page.reload();
        await site.choose(pour);
        // The first is kept.
        expect(await site.outcomes(2)).toMatchObject([{ verdict: 'cold' }, { verdict: 'cold' }]);
        expect(await guard.collectViolations()).toEqual([]);
        await context.close();
      });
    });
  }
}
