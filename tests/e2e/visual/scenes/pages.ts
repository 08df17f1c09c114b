/** Each page as first loaded, and the pages' error states. */
import { expect } from '@playwright/test';
import { home } from '../../../../www/src/i18n/index.ts';
import { ROUTES } from '../../routes.ts';
import type { Scene, Scenes } from '../scene.ts';

const routes = Object.fromEntries(
  ROUTES.map(({ name, hash, heading }): [string, Scene] => [
    name,
    {
      reach: async ({ site, page }) => {
        // The guide classifies its two pours once they are in view.
        await site.open(`./${hash}${name === 'guide' ? '/compare' : ''}`);
        await page.getByRole('heading', { level: 1, name: heading }).waitFor();
        if (name === 'guide')
          await expect(page.getByRole('img', { name: /^Spectrogram of/ })).toHaveCount(2);
        if (name === 'quiz')
          await page.locator('[data-testid=play][aria-disabled=false]').waitFor();
        await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
      },
    },
  ]),
);

export const pages: Scenes = {
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
    reach: async ({ page, guard }) => {
      guard.allow(/Failed to load resource/);
      await page.route(/\.onnx$/, (route) => route.abort());
      await page.reload();
      await page.getByText(home.failures['not-loaded']).waitFor();
    },
    part: (page) => page.getByText(home.failures['not-loaded']),
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
