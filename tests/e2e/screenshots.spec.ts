/** Pictures of every state for people to look at, left in target/screenshots/. */
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { screenshots } from './places.ts';
import { expect, test } from './site.ts';
import { states } from './states.ts';

mkdirSync(screenshots, { recursive: true });

const VIEWPORTS = [
  { width: 360, height: 740 },
  { width: 1440, height: 900 },
];

for (const viewport of VIEWPORTS) {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const [name, reach] of Object.entries(states)) {
      const title = `${name}-${viewport.width}x${viewport.height}-${colorScheme}`;
      test(title, async ({ site, page, scratch }) => {
        await page.setViewportSize(viewport);
        await page.emulateMedia({ colorScheme });
        await reach(site, scratch('pour.wav'));
        // Cards far from sight are not drawn.
        const height = await page.evaluate(() => document.documentElement.scrollHeight);
        await page.setViewportSize({ width: viewport.width, height });
        await page.waitForTimeout(500);
        const path = join(screenshots, `${title}.png`);
        await page.screenshot({ path, fullPage: true });
        expect(statSync(path).size).toBeGreaterThan(10_000);
      });
    }
  }
}
