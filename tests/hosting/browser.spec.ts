/** The page in a browser, from real servers, at the root and on a subpath. */
import { expect, test } from '@playwright/test';
import { offline } from '../../www/src/i18n/index.ts';
import { synthesise } from '../e2e/command-line.ts';
import { PageGuard } from '../e2e/page-guard.ts';
import { Site } from '../e2e/site.ts';
import { httpsServer } from './server-kinds.ts';
import type { SitePath } from './server-process.ts';
import { useServer } from './use-server.ts';

for (const name of ['nginx', 'Caddy'] as const) {
  for (const path of ['/', '/on/a/subpath/'] satisfies SitePath[]) {
    test.describe(`${name}, ${path}`, () => {
      const server = useServer(httpsServer(name), path);

      test('the page classifies a pour over TLS, and again after the server stops', async ({
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
        // The first result is restored.
        expect(await site.outcomes(2)).toMatchObject([{ verdict: 'cold' }, { verdict: 'cold' }]);
        expect(await guard.collectViolations()).toEqual([]);
        await context.close();
      });
    });
  }
}
