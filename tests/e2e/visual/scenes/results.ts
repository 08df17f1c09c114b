/** Verdicts on the home page: under way, there, kept, explained, counted, failed. */
import type { Page } from '@playwright/test';
import { home } from '../../../../www/src/i18n/index.ts';
import { synthesise } from '../../command-line.ts';
import { CLASSIFIER_WORKER, spoilWorkers } from '../../inject-into-workers.ts';
import type { Upload } from '../../site.ts';
import { tone, wav } from '../../wav-files.ts';
import type { Looks } from '../scene.ts';

const { cup, history, results: words, saliency, summary, undo } = home;

const COLD = { fahrenheit: 40, seconds: 6, seed: 1 };
const EMPTY = { name: 'empty.m4a', buffer: Buffer.alloc(0) };

/**
 * What the worker answers for a sound of so many seconds, in place of the model: the pictures show
 * every verdict and stay the same with another model.
 */
const ANSWERS = {
  3: {
    verdict: 'hot',
    probabilityHot: 0.97,
    probabilityPouring: 0.99,
    temperature: { fahrenheit: 196, low: 176, high: 211 },
  },
  4: { verdict: 'cold', probabilityHot: 0.02, probabilityPouring: 0.999 },
  5: { verdict: 'unsure', probabilityHot: 0.56, probabilityPouring: 0.92 },
  6: { verdict: 'not-pouring', probabilityHot: 0.41, probabilityPouring: 0.03 },
};

const SAY_ANSWERS = `
  const answers = ${JSON.stringify(ANSWERS)};
  const send = postMessage;
  self.postMessage = (message, ...rest) => {
    const answer = message.value?.value;
    const said = answers[Math.round(answer?.spectrogram?.seconds)];
    if (said) {
      Object.assign(answer, { temperature: undefined, ...said });
      answer.windows.forEach((window, i) => {
        const way = i / answer.windows.length;
        window.probabilityHot = 0.5 + (said.probabilityHot - 0.5) * Math.min(1, 0.3 + way);
        window.probabilityPouring = said.probabilityPouring;
      });
    }
    return send(message, ...rest);
  };`;

const RATE = 16_000;

const even = (name: string, seconds: number) => ({
  name,
  buffer: wav({ sampleRate: RATE, samples: tone(seconds, RATE) }),
});

const list = (page: Page) => page.getByRole('region', { name: words.heading, exact: true });
const section = (page: Page) => page.getByRole('region', { name: summary.heading, exact: true });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const bar = (page: Page) => page.getByTestId('history');

export const results: Looks = {
  answered: {
    reach: async ({ site }) => {
      await site.examples.first().click();
      await site.outcomes(1);
    },
    compared: 'none',
  },

  verdicts: {
    reach: async ({ site, page }) => {
      await spoilWorkers(page, CLASSIFIER_WORKER, SAY_ANSWERS);
      await page.reload();
      for (const [seconds, { verdict }] of Object.entries(ANSWERS)) {
        await site.choose(even(`${verdict}.wav`, Number(seconds)));
      }
      await site.outcomes(4);
      await bar(page).getByText('4 results are kept').waitFor();
    },
    part: list,
    compared: 'both',
  },

  /** Held there by a model that never comes. */
  busy: {
    reach: async ({ site, page }) => {
      await page.route(/\.onnx$/, () => undefined);
      await page.reload();
      await site.choose(EMPTY, even('pour.wav', 4), even('pour.wav', 4));
      await page.getByText(home.batch.progress(1, 3)).waitFor();
    },
    part: list,
  },

  failed: {
    reach: async ({ site }) => {
      const name = 'a text with a long name that was renamed.m4a';
      await site.choose(EMPTY, { name, buffer: Buffer.from('hello') });
      await site.outcomes(2);
    },
    part: list,
  },

  /** After a reload, with one labelled. */
  kept: {
    reach: async ({ site, page }) => {
      await site.choose(even('pour.wav', 4), even('pour.wav', 4));
      await site.outcomes(2);
      await bar(page).getByText('2 results are kept').waitFor();
      await page.reload();
      await site.outcomes(2);
      await button(page, history.labels.hot).first().click();
    },
    part: list,
  },

  'nothing-kept': {
    reach: async ({ site, page }) => {
      await page.addInitScript(() =>
        Object.defineProperty(window, 'indexedDB', { value: undefined }),
      );
      await page.reload();
      await site.choose(EMPTY);
      await bar(page).getByText(history.problems.absent).waitFor();
    },
    part: bar,
  },

  /** The bar would go by itself, unless one is about to press it. */
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
      await page.locator('.saliency-overlay').waitFor();
    },
    part: (page) => page.locator('article[data-file]'),
  },

  many: {
    reach: async ({ site, page }) => {
      await spoilWorkers(page, CLASSIFIER_WORKER, SAY_ANSWERS);
      await page.reload();
      const uploads: Upload[] = [];
      for (const seconds of Object.keys(ANSWERS).map(Number)) {
        for (const cupName of ['blue mug', 'glass', 'the thermos that leaks']) {
          uploads.push(even(`${cupName} ${seconds}.wav`, seconds));
        }
      }
      await site.choose(...uploads, EMPTY);
      await site.outcomes(uploads.length + 1);
      await button(page, history.labels.cold).first().click();
      await button(page, summary.columns.verdict).click();
    },
    part: section,
    compared: 'both',
  },

  'remove-all': {
    reach: async ({ site, page }) => {
      await site.choose(EMPTY, { ...EMPTY, name: 'empty.wav' });
      await site.outcomes(2);
      await button(page, home.batch.removeAll).click();
      await page.getByRole('dialog').waitFor();
    },
    part: 'window',
  },

  /** Two cups, one in use, with a cold pour of doubt, and a verdict that is to be judged again. */
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
        .getByLabel(cup.chooseNamed('Blue mug'))
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
