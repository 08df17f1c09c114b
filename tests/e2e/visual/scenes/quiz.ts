/** The quiz, from the first pour to the score. */
import type { Page } from '@playwright/test';
import type { HotOrCold } from '../../../../www/src/classify/model-constants.ts';
import { quiz as messages } from '../../../../www/src/i18n/index.ts';
import type { Scene, Scenes } from '../scene.ts';

const OTHER: Record<HotOrCold, HotOrCold> = { hot: 'cold', cold: 'hot' };

async function playAndStop(page: Page) {
  await page.getByRole('button', { name: messages.play }).click();
  await page.getByRole('button', { name: messages.stop }).click();
}

async function guess(page: Page, right: boolean) {
  await playAndStop(page);
  const truth = (await page.getByTestId('question').getAttribute('data-truth')) as HotOrCold;
  await page.getByTestId(`guess-${right ? truth : OTHER[truth]}`).click();
  await page.locator('[data-testid=model-says][data-verdict]').waitFor();
  await page.getByTestId('question').locator('canvas').first().waitFor();
}

const step = (reach: (page: Page) => Promise<unknown>): Scene => ({
  reach: async ({ site, page }) => {
    await site.open('./#/quiz');
    await reach(page);
  },
  part: (page) => page.getByTestId('quiz').locator('> section'),
});

export const quiz: Scenes = {
  'quiz-played': step(playAndStop),
  'quiz-right': step((page) => guess(page, true)),
  'quiz-wrong': { ...step((page) => guess(page, false)), compared: 'none' },
  'quiz-score': {
    ...step(async (page) => {
      for (let number = 1; (await page.getByTestId('score').count()) === 0; number++) {
        await guess(page, number % 3 > 0);
        await page.getByTestId('next').click();
      }
    }),
    compared: 'both',
  },
};
