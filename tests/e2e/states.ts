/** The states of the page that are looked at, each with the way to it. */
import { strings } from '../../www/src/strings.ts';
import { synthesise } from './command-line.ts';
import type { Site } from './site.ts';

type Reach = (site: Site, scratch: string) => Promise<void>;

export const states = {
  empty: async () => undefined,

  answered: async (site, scratch) => {
    await site.choose(await synthesise(scratch, { fahrenheit: 200, seconds: 6, seed: 7 }));
    await site.outcomes(1);
    await site.examples.first().click();
    await site.examples.last().click();
    await site.outcomes(3);
  },

  /** Held there by a model that never comes. */
  busy: async (site, scratch) => {
    await site.page.route(/\.onnx$/, () => undefined);
    await site.page.reload();
    const pour = await synthesise(scratch, { fahrenheit: 200, seconds: 6, seed: 7 });
    await site.choose({ name: 'empty.m4a', buffer: Buffer.alloc(0) }, pour, pour);
    await site.page.getByText(strings.batch.progress(1, 3)).waitFor();
  },

  failed: async (site) => {
    const bad = {
      name: 'a text with a long name that was renamed.m4a',
      buffer: Buffer.from('hello'),
    };
    await site.choose({ name: 'empty.m4a', buffer: Buffer.alloc(0) }, bad);
    await site.outcomes(2);
  },

  /** After a reload, with one labelled and one just removed. */
  kept: async (site, scratch) => {
    const { page } = site;
    const pour = await synthesise(scratch, { fahrenheit: 40, seconds: 6, seed: 1 });
    await site.choose(pour, pour, pour);
    await site.outcomes(3);
    await page.getByText('3 results are kept').waitFor();
    await page.reload();
    await site.outcomes(3);
    await page
      .getByRole('button', { name: strings.history.labels.hot, exact: true })
      .first()
      .click();
    await page
      .getByRole('button', { name: /^Remove pour/ })
      .last()
      .click();
    await page.getByRole('button', { name: strings.undo.button }).waitFor();
  },

  /** Two cups, one in use, with a cold pour of doubt, and a verdict that is to be judged again. */
  cups: async (site, scratch) => {
    const { page } = site;
    const { cup } = strings;
    const pour = await synthesise(scratch, { fahrenheit: 40, seconds: 6, seed: 1 });
    await site.choose(pour);
    await site.outcomes(1);
    await page.getByText(cup.more).click();
    for (const name of ['Thermos', 'Blue mug']) {
      await page.getByLabel(cup.name).fill(name);
      await page.keyboard.press('Enter');
    }
    const doubtful = await synthesise(`${scratch}.cold.wav`, {
      fahrenheit: 212,
      seconds: 6,
      seed: 4,
    });
    await page.getByLabel(cup.chooseNamed('Blue mug')).setInputFiles([doubtful]);
    await page.getByText(cup.inUse('Blue mug', 1)).waitFor();
    await site.examples.first().click();
    await site.outcomes(2);
  },
} satisfies Record<string, Reach>;
