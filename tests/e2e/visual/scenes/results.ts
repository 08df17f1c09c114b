/** Results on the home page: pending, finished, restored, explained, counted and failed. */
import type { Page } from '@playwright/test';
import { home } from '../../../../www/src/i18n/index.ts';
import { synthesise } from '../../command-line.ts';
import { type Replacements, replaceClassifications } from '../../replace-classifications.ts';
import type { Upload } from '../../site.ts';
import { toneFile } from '../../wav-files.ts';
import type { Scenes } from '../scene.ts';

const { cup, history, results: words, saliency, summary, undo } = home;

const COLD = { fahrenheit: 40, seconds: 6, seed: 1 };
const EMPTY = { name: 'empty.m4a', buffer: Buffer.alloc(0) };

/** Every verdict, by the length of the sound in seconds. */
const VERDICTS = {
  3: {
    verdict: 'hot',
    probabilityHot: 0.97,
    probabilityPouring: 0.99,
    temperature: { fahrenheit: 196, low: 176, high: 211 },
  },
  4: { verdict: 'cold', probabilityHot: 0.02, probabilityPouring: 0.999 },
  5: { verdict: 'unsure', probabilityHot: 0.56, probabilityPouring: 0.92 },
  6: { verdict: 'not-pouring', probabilityHot: 0.41, probabilityPouring: 0.03 },
} as const satisfies Replacements;

const SEVERAL_POURS = {
  25: {
    verdict: 'unsure',
    reason: 'pours-differ',
    probabilityHot: 0.52,
    probabilityPouring: 0.99,
    pours: [
      { start: 1.6, end: 7.9, verdict: 'cold', probabilityHot: 0.02 },
      { start: 9.8, end: 15.3, verdict: 'hot', probabilityHot: 0.98 },
      { start: 18.1, end: 23.6, verdict: 'unsure', probabilityHot: 0.56 },
    ],
  },
} as const satisfies Replacements;

const list = (page: Page) => page.getByRole('region', { name: words.heading, exact: true });
const summaryTable = (page: Page) =>
  page.getByRole('region', { name: summary.heading, exact: true });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const historyBar = (page: Page) => page.getByTestId('history');

export const results: Scenes = {
  classified: {
    reach: async ({ site }) => {
      await site.examples.first().click();
      await site.outcomes(1);
    },
    compared: 'none',
  },

  verdicts: {
    reach: async ({ site, page }) => {
      await replaceClassifications(page, VERDICTS);
      for (const [seconds, { verdict }] of Object.entries(VERDICTS)) {
        await site.choose(toneFile(`${verdict}.wav`, Number(seconds)));
      }
      await site.outcomes(4);
      await site.openCards();
      await historyBar(page).getByText('4 results saved').waitFor();
    },
    part: list,
    compared: 'both',
  },

  /** Three in one recording, whose verdicts differ. */
  pours: {
    reach: async ({ site, page }) => {
      await replaceClassifications(page, SEVERAL_POURS);
      await site.choose(toneFile('three cups.wav', 25));
      await site.outcomes(1);
    },
    part: (page) => page.locator('article[data-file]'),
  },

  /** The model never finishes loading. */
  busy: {
    reach: async ({ site, page }) => {
      await page.route(/\.onnx$/, () => undefined);
      await page.reload();
      await site.choose(EMPTY, toneFile('pour.wav', 4), toneFile('pour.wav', 4));
      await page.getByText(home.batch.progress(1, 3)).waitFor();
    },
    part: list,
  },

  failed: {
    reach: async ({ site }) => {
      const name = 'a text with a long name that was renamed.m4a';
      await site.choose(EMPTY, { name, buffer: Buffer.from('hello') });
      await site.outcomes(2);
      await site.openCards();
    },
    part: list,
  },

  /** After a reload, with one label. */
  restored: {
    reach: async ({ site, page }) => {
      await site.choose(toneFile('pour.wav', 4), toneFile('pour.wav', 4));
      await site.outcomes(2);
      await historyBar(page).getByText('2 results saved').waitFor();
      await page.reload();
      await site.outcomes(2);
      await site.openCards();
      await button(page, history.labels.hot).first().click();
    },
    part: list,
  },

  'history-unavailable': {
    reach: async ({ site, page }) => {
      await page.addInitScript(() =>
        Object.defineProperty(window, 'indexedDB', { value: undefined }),
      );
      await page.reload();
      await site.choose(EMPTY);
      await historyBar(page).getByText(history.problems.absent).waitFor();
    },
    part: historyBar,
  },

  /** The focused button keeps the bar from closing. */
  undo: {
    reach: async ({ site, page }) => {
      await site.choose(EMPTY);
      await site.outcomes(1);
      await button(page, words.removeNamed(EMPTY.name)).click();
      await button(page, undo.button).focus();
    },
    part: 'window',
  },

  explained: {
    reach: async ({ site, page }) => {
      await site.examples.first().click();
      await site.outcomes(1);
      await page.getByText(saliency.show, { exact: true }).click();
      await page.getByTestId('saliency-overlay').waitFor();
    },
    part: (page) => page.locator('article[data-file]'),
  },

  many: {
    reach: async ({ site, page }) => {
      await replaceClassifications(page, VERDICTS);
      const uploads: Upload[] = [];
      for (const seconds of Object.keys(VERDICTS).map(Number)) {
        for (const cupName of ['blue mug', 'glass', 'the thermos that leaks']) {
          uploads.push(toneFile(`${cupName} ${seconds}.wav`, seconds));
        }
      }
      await site.choose(...uploads, EMPTY);
      await site.outcomes(uploads.length + 1);
      await site.openCard(EMPTY.name);
      await site.openCard('blue mug 3.wav');
      await button(page, history.labels.cold).first().click();
      const column = button(page, summary.columns.verdict);
      if (await column.isVisible()) await column.click();
      else await page.getByLabel(summary.sortBy).selectOption('verdict');
    },
    part: summaryTable,
    compared: 'both',
  },

  'remove-all': {
    reach: async ({ site, page }) => {
      await site.choose(EMPTY, { ...EMPTY, name: 'empty.wav' });
      await site.outcomes(2);
      await button(page, home.batch.deleteAll).click();
      await page.getByRole('dialog').waitFor();
    },
    part: 'window',
  },

  /** Two cups, one active with a doubtful cold pour, and a result to classify again. */
  cups: {
    reach: async ({ site, page, scratch }) => {
      await site.choose(await synthesise(scratch('pour.wav'), COLD));
      await site.outcomes(1);
      await page.getByText(cup.manage).click();
      for (const name of ['Thermos', 'Blue mug']) {
        await page.getByLabel(cup.nameLabel).fill(name);
        await page.keyboard.press('Enter');
      }
      const doubtful = { fahrenheit: 212, seconds: 6, seed: 4 };
      await page
        .getByLabel(cup.cold.chooseNamed('Blue mug'))
        .setInputFiles([await synthesise(scratch('pour.wav.cold.wav'), doubtful)]);
      await page.getByText(cup.inUse('Blue mug', 1)).waitFor();
      await site.examples.first().click();
      await site.outcomes(2);
      await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    },
    part: (page) => page.getByTestId('cup'),
    compared: 'both',
  },
};
