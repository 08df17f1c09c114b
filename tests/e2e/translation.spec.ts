/**
 * The page while a browser translates it. Each test takes the same steps in a translated page and
 * in another one, and compares their texts. The translator leaves the words as they are.
 */
import type { Locator, Page } from '@playwright/test';
import { home, offline } from '../../www/src/i18n/index.ts';
import { injectIntoWorkers, LIVE_WORKER } from './inject-into-workers.ts';
import { type Replacements, replaceClassifications } from './replace-classifications.ts';
import { ROUTES } from './routes.ts';
import { chooseLanguage, openSettings } from './settings-dialog.ts';
import { expect, test as onSite, Site } from './site.ts';
import { translatePage } from './translator.ts';
import { FIXED_CONTEXT, makeDeterministic } from './visual/deterministic-page.ts';
import { toneFile } from './wav-files.ts';

type Step = (page: Page, site: Site) => Promise<unknown>;

interface Fixtures {
  /** The page without and with the translator. */
  both: readonly [Site, Site];
  /** Takes a step in both pages, and expects the same texts. */
  step: (act: Step) => Promise<void>;
}

const test = onSite.extend<Fixtures>({
  both: async ({ newContext }, use) => {
    const open = async (translator?: () => void) => {
      const page = await (await newContext(FIXED_CONTEXT)).newPage();
      await makeDeterministic(page);
      if (translator) await page.addInitScript(translator);
      const site = new Site(page);
      await site.open('./');
      return site;
    };
    await use([await open(), await open(translatePage)]);
  },
  step: async ({ both: [plain, translated] }, use) => {
    await use(async (act) => {
      await act(plain.page, plain);
      await act(translated.page, translated);
      await expect(async () => {
        const [expected, found] = [await textsOf(plain.page), await textsOf(translated.page)];
        expect(found).toEqual({ ...expected, untranslated: [] });
      }).toPass({ timeout: 20_000 });
    });
  },
});

/** Joins the sentences of a moment, so its text depends on timing. */
const ANNOUNCER = '#app > [role=status]';

const textsOf = (page: Page) =>
  page.evaluate((announcer) => {
    const app = document.getElementById('app') as HTMLElement;
    const untranslated: string[] = [];
    const walker = document.createTreeWalker(app, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const isTranslated = node.parentElement?.closest('font');
      if (!isTranslated && node.textContent) untranslated.push(node.textContent);
    }
    const compared = [...app.children].filter((child) => !child.matches(announcer));
    return {
      title: document.title,
      lines: compared.flatMap((child) => (child as HTMLElement).innerText.split('\n')),
      // Also of the hidden page.
      lengths: compared.map((child) => child.textContent.length),
      untranslated,
    };
  }, ANNOUNCER);

const EMPTY = { name: 'empty.m4a', buffer: Buffer.alloc(0) };

const RESULTS = {
  3: { verdict: 'hot', probabilityHot: 0.97, probabilityPouring: 0.99 },
  4: { verdict: 'cold', probabilityHot: 0.02, probabilityPouring: 0.99 },
  25: {
    verdict: 'unsure',
    reason: 'pours-differ',
    probabilityHot: 0.52,
    probabilityPouring: 0.99,
    pours: [
      { start: 1.6, end: 7.9, verdict: 'cold', probabilityHot: 0.02 },
      { start: 9.8, end: 15.3, verdict: 'hot', probabilityHot: 0.98 },
    ],
  },
} as const satisfies Replacements;

const button = (within: Page | Locator, name: string) =>
  within.getByRole('button', { name, exact: true });

test('results appear, change and go in a translated page', async ({ step }) => {
  const { results, history, undo, batch, confirm, summary, saliency } = home;
  const cold = (page: Page) =>
    page.getByRole('group', { name: history.labelNamed('hot.wav') }).getByText(history.labels.cold);
  await step((page) => replaceClassifications(page, RESULTS));
  for (const [i, file] of [toneFile('hot.wav', 3), toneFile('pours.wav', 25), EMPTY].entries()) {
    await step(async (_, site) => {
      await site.choose(file);
      await site.outcomes(i + 1);
    });
    if (i === 0) {
      await step((page) => page.getByTestId('history').getByText('1 result saved').waitFor());
      await step((page) => page.reload());
    }
  }
  await step((_, site) => site.openCard('hot.wav'));
  await step((page) => cold(page).click());
  await step((page) => button(page, home.cup.useNamed('hot.wav')).click());
  await step((page) => cold(page).click());
  await step((page) => button(page, summary.columns.hot).click());
  await step((page) => button(page, summary.columns.name).click());
  await step((page) => page.getByText(saliency.show, { exact: true }).first().click());
  await step((page) => button(page, batch.retryFailed).click());
  await step((page) => page.getByLabel(history.save).uncheck());
  await step((page) => page.getByLabel(history.save).check());
  await step((page) => button(page, results.removeNamed('hot.wav')).click());
  await step(async (page) => {
    await button(page, undo.button).click();
    await expect(page.locator(ANNOUNCER)).toHaveText(new RegExp(`${undo.restored}$`));
  });
  await step((page) => button(page, results.removeNamed(EMPTY.name)).click());
  await step(async (_, site) => {
    await site.choose(toneFile('cold.wav', 4));
    await site.outcomes(3);
  });
  await step((page) => button(page, batch.deleteAll).click());
  await step((page) => button(page.getByRole('dialog'), confirm.cancel).click());
  await step((page) => button(page, batch.deleteAll).click());
  await step((page) => button(page.getByRole('dialog'), batch.deleteAll).click());
});

test('a batch shows its progress in a translated page', async ({ step }) => {
  await step(async (page) => {
    await page.route(/\.onnx$/, () => undefined);
    await page.reload();
  });
  await step(async (page, site) => {
    await site.choose(EMPTY, toneFile('a.wav', 4), toneFile('b.wav', 4));
    await page.getByText(home.batch.progress(1, 3)).waitFor();
  });
  await step((page) => button(page, home.batch.cancelAll).click());
});

/** States of the live worker, each for some blocks of sound. */
const LIVE_STATES = [
  { phase: 'listening', verdict: null },
  { phase: 'pouring', verdict: null },
  { phase: 'pouring', verdict: 'unsure', probabilityHot: 0.6 },
  { phase: 'pouring', verdict: 'hot', probabilityHot: 0.97 },
];

const FIXED_LIVE_STATES = `
  const states = ${JSON.stringify(LIVE_STATES)};
  let messages = 0;
  const send = postMessage;
  self.postMessage = (message, ...rest) => {
    const state = message.value?.value;
    if (state?.phase) Object.assign(state, states[Math.min(messages++ >> 2, states.length - 1)]);
    return send(message, ...rest);
  };`;

test('the microphone panel changes in a translated page', async ({ step }) => {
  const record = (page: Page) => page.getByTestId('record').click();
  await step(async (page) => {
    await page.addInitScript(() => {
      navigator.mediaDevices.getUserMedia = async () => {
        const context = new AudioContext();
        const sound = new OscillatorNode(context, { frequency: 440 });
        const out = new MediaStreamAudioDestinationNode(context);
        sound.connect(new GainNode(context, { gain: 0.05 })).connect(out);
        sound.start();
        return out.stream;
      };
    });
    await injectIntoWorkers(page, LIVE_WORKER, FIXED_LIVE_STATES);
    await page.reload();
  });
  await step(async (page) => {
    await record(page);
    await expect(page.getByTestId('listen')).toHaveAttribute('data-verdict', 'hot');
  });
  await step((page) => page.getByRole('link', { name: 'About' }).click());
  await step((page) => page.goBack());
  await step(async (page, site) => {
    await record(page);
    await expect(page.getByTestId('listen')).toHaveAttribute('data-phase', 'idle');
    await site.outcomes(1);
    // Its length varies.
    await site.cards.getByRole('button', { name: /^Remove / }).click();
  });
});

test('a microphone error appears in a translated page', async ({ step }) => {
  await step(async (page) => {
    await page.addInitScript(() => {
      navigator.mediaDevices.getUserMedia = () =>
        Promise.reject(new DOMException('', 'NotAllowedError'));
    });
    await page.reload();
  });
  await step((page) => page.getByTestId('record').click());
});

test('cups change in a translated page', async ({ step }) => {
  const { cup, undo } = home;
  await step((page) => page.getByText(cup.manage).click());
  for (const name of ['Thermos', 'Blue mug']) {
    await step(async (page) => {
      await page.getByLabel(cup.nameLabel).fill(name);
      await page.keyboard.press('Enter');
    });
  }
  const field = (page: Page) => page.getByLabel(cup.cold.chooseNamed('Blue mug'));
  for (const file of [toneFile('a.wav', 3), toneFile('b.wav', 4)]) {
    await step((page) => field(page).setInputFiles({ ...file, mimeType: 'audio/wav' }));
  }
  await step((page) => field(page).setInputFiles({ ...EMPTY, mimeType: 'audio/mp4' }));
  await step((page) => button(page, cup.removePour('a.wav', 'Blue mug')).click());
  await step((page) => button(page, undo.button).click());
  await step((page) => button(page, 'Thermos').click());
  await step((page) => button(page, cup.removeNamed('Blue mug')).click());
});

test('pages, languages and the quiz change in a translated page', async ({ step }) => {
  for (const { hash } of [...ROUTES, ...ROUTES]) await step((page) => page.goto(`./${hash}`));
  await step((page) => page.locator('a[href="#/"]').first().click());
  await step((page) => page.getByTestId('examples').locator('p button').click());
  for (const code of ['de', 'ja', 'en'] as const) {
    await step((page) => chooseLanguage(page, code));
  }
  await step((page) => page.goto('./#/quiz'));
  for (let pour = 0; pour < 2; pour++) {
    await step(async (page) => {
      await page.locator('[data-testid=play][aria-disabled=false]').click();
      await page.getByTestId('play').click();
    });
    await step(async (page) => {
      await page.getByTestId('guess-hot').click();
      await page.locator('[data-testid=model-says][data-verdict]').waitFor();
    });
    await step((page) => page.getByTestId('next').click());
  }
});

test('the bar of an update appears and goes in a translated page', async ({ step }) => {
  await step(async (page) => {
    await page.addInitScript(() => {
      const registration = Object.assign(new EventTarget(), { installing: null, active: {} });
      const container = Object.assign(new EventTarget(), { register: async () => registration });
      Object.defineProperty(navigator, 'serviceWorker', { value: container });
      document.addEventListener('install', () => {
        const worker = Object.assign(new EventTarget(), { state: 'installed' });
        Object.assign(registration, { installing: worker });
        registration.dispatchEvent(new Event('updatefound'));
        worker.dispatchEvent(new Event('statechange'));
      });
    });
    await page.reload();
  });
  const bar = (page: Page) => page.getByRole('region', { name: offline.heading });
  await step(async (page) => {
    // The page registers after the model is loaded.
    await expect(async () => {
      await page.evaluate(() => document.dispatchEvent(new Event('install')));
      await expect(bar(page)).toBeVisible({ timeout: 500 });
    }).toPass();
  });
  await step(async (_, site) => {
    await site.choose(EMPTY);
    await site.outcomes(1);
  });
  await step((page) => bar(page).getByRole('button').last().click());
  await step((page) =>
    page.evaluate(() => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([], 'pour.wav'));
      window.dispatchEvent(new DragEvent('dragover', { dataTransfer, cancelable: true }));
    }),
  );
});

/** Numbers and times, with a unit or sign if they have one. */
const NUMBER_WITH_UNIT = /^[\d.,:–−\s]*(\d:\d|\d\s?(%|°[CF]|s|k?Hz))[\d.,:–−\s]*$/;

test('names and numbers with units are not translated', async ({ site, page }) => {
  await replaceClassifications(page, RESULTS);
  await page.getByText(home.cup.manage).click();
  await page.getByLabel(home.cup.nameLabel).fill('Thermos');
  await page.keyboard.press('Enter');
  await site.choose(toneFile('hot.wav', 3), toneFile('pours.wav', 25));
  await site.outcomes(2);
  const found = { untranslated: new Set<string>(), translated: new Set<string>() };
  const collect = async () => {
    const texts = await page.locator('#app').evaluate((app) => {
      const walker = document.createTreeWalker(app, NodeFilter.SHOW_TEXT);
      const nodes: Node[] = [];
      while (walker.nextNode()) nodes.push(walker.currentNode);
      return nodes.map(({ textContent, parentElement }) => ({
        text: textContent ?? '',
        isTranslated: parentElement?.translate ?? true,
      }));
    });
    for (const { text, isTranslated } of texts) {
      found[isTranslated ? 'translated' : 'untranslated'].add(text);
    }
  };
  for (const { hash } of ROUTES) {
    await page.goto(`./${hash}`);
    await collect();
  }
  await openSettings(page);
  await collect();
  const names = ['Hot or Cold', 'hot.wav', 'pours.wav', 'Thermos', 'Deutsch', '日本語'];
  expect([...found.untranslated]).toEqual(expect.arrayContaining(names));
  const translated = [...found.translated].filter(
    (text) => names.includes(text) || NUMBER_WITH_UNIT.test(text),
  );
  expect(translated).toEqual([]);
  const numbers = [...found.untranslated].filter((text) => NUMBER_WITH_UNIT.test(text));
  expect(numbers.length).toBeGreaterThan(10);
});
