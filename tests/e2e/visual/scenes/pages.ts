/** Every page as one comes to it, and what stands there where the app cannot. */
import { expect } from '@playwright/test';
import { home } from '../../../../www/src/i18n/index.ts';
import { ROUTES } from '../../routes.ts';
import type { Look, Looks } from '../scene.ts';

const routes = Object.fromEntries(
  ROUTES.map(({ name, hash, heading }): [string, Look] => [
    name,
    {
      reach: async ({ site, page }) => {
        // The guide's two pours are heard when they come into sight.
        await site.open(`./${hash}${name === 'guide' ? '/compare' : ''}`);
        await page.getByRole('heading', { level: 1, name: heading }).waitFor();
        if (name === 'guide')
          await expect(page.getByRole('img', { name: /^Spectrogram of/ })).toHaveCount(2);
        if (name === 'quiz') await page.locator('.play[aria-disabled=false]').waitFor();
        await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
      },
    },
  ]),
);

export const pages: Looks = {
  ...routes,

  'browser-too-old': {
    reach: async ({ page }) => {
      await page.addInitScript(() => {
        WebAssembly.validate = () => false;
      });
      await page.reload();
      await page.getByText(home.page.noSimd).waitFor();
    },
  },

  'model-not-loaded': {
    reach: async ({ page, watch }) => {
      watch.expect(/Failed to load resource/);
      await page.route(/\.onnx$/, (route) => route.abort());
      await page.reload();
      await page.getByText(home.failures['not-loaded']).waitFor();
    },
    part: (page) => page.locator('main > .page > .notice'),
  },

  'drop-cover': {
    reach: async ({ page }) => {
      await page.evaluate(() => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([], 'pour.wav'));
        window.dispatchEvent(new DragEvent('dragover', { dataTransfer, cancelable: true }));
      });
      await page.getByText(home.input.dropNow).waitFor();
    },
    part: 'window',
  },
};
