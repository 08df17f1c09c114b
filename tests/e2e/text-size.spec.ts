/** Enlarged text on phones, in every language: nothing scrolls sideways, overlaps or is cut. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { home } from '../../www/src/i18n/index.ts';
import { LANGUAGE_CODES } from '../../www/src/i18n/locale.ts';
import { injectIntoWorkers, LIVE_WORKER } from './inject-into-workers.ts';
import { layoutProblems } from './layout-problems.ts';
import { type Replacements, replaceClassifications } from './replace-classifications.ts';
import { ROUTES } from './routes.ts';
import { chooseLanguage, closeSettings, openSettings } from './settings-dialog.ts';
import { expect, test } from './site.ts';
import { toneFile } from './wav-files.ts';

const WIDTHS = [320, 360, 412];
/** Per cent of the browser's usual text size. */
const SIZES = [100, 115, 130, 150, 200];

test.describe.configure({ mode: 'parallel', timeout: 300_000 });

/** Like the setting of the browser, which media queries in rem would see as well. */
const setTextSize = (page: Page, size: number) =>
  page.evaluate((percent) => {
    document.documentElement.style.fontSize = `${percent}%`;
  }, size);

/** Returns the problems in all languages, widths and sizes. */
async function problemsOf(page: Page, state: string): Promise<string[]> {
  const found: string[] = [];
  for (const code of LANGUAGE_CODES) {
    await chooseLanguage(page, code);
    for (const size of SIZES) {
      await setTextSize(page, size);
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 740 });
        if (size === 200 && width === 320 && state === 'results') {
          const { violations } = await new AxeBuilder({ page }).analyze();
          found.push(...violations.map(({ id }) => `${state}, ${code}: axe ${id}`));
          await page.emulateMedia({ forcedColors: 'active' });
          const problems = await layoutProblems(page);
          found.push(...problems.map((problem) => `${state}, ${code}, forced colours: ${problem}`));
          await page.emulateMedia({ forcedColors: 'none' });
        }
        for (const problem of await layoutProblems(page)) {
          found.push(`${state}, ${code}, ${width} px, ${size}%: ${problem}`);
        }
      }
    }
  }
  await setTextSize(page, 100);
  await chooseLanguage(page, 'en');
  return found;
}

const RESULTS = {
  3: {
    verdict: 'hot',
    probabilityHot: 0.97,
    probabilityPouring: 0.999,
    temperature: { fahrenheit: 196, low: 176, high: 211 },
  },
  5: { verdict: 'unsure', probabilityHot: 0.56, probabilityPouring: 0.92 },
  6: { verdict: 'not-pouring', probabilityHot: 0.41, probabilityPouring: 0.03 },
  25: {
    verdict: 'unsure',
    reason: 'pours-differ',
    probabilityHot: 0.52,
    probabilityPouring: 0.99,
    pours: [
      { start: 1.6, end: 7.9, verdict: 'cold', probabilityHot: 0.001 },
      { start: 9.8, end: 15.3, verdict: 'hot', probabilityHot: 0.98 },
      { start: 18.1, end: 23.6, verdict: 'unsure', probabilityHot: 0.56 },
    ],
  },
} as const satisfies Replacements;

test('pages are laid out at every text size', async ({ site, page }) => {
  const found = await problemsOf(page, 'empty');
  for (const { name, hash } of ROUTES.slice(1)) {
    await site.open(`./${hash}${name === 'guide' ? '/compare' : ''}`);
    if (name === 'guide') await expect(page.locator('main canvas')).toHaveCount(2);
    if (name === 'quiz') await page.locator('[data-testid=play][aria-disabled=false]').waitFor();
    found.push(...(await problemsOf(page, name)));
  }
  expect(found).toEqual([]);
});

test('two pours side by side are laid out at every text size', async ({ site, page }) => {
  await replaceClassifications(page, RESULTS);
  await site.choose(
    toneFile('no pour.wav', 6),
    toneFile('closed_card_with_a_long_name_without_any_spaces_2026-05-04T10-30-00.wav', 5),
  );
  await site.outcomes(2);
  await page.goto('./#/compare');
  await expect(page.getByTestId('panes').locator('canvas')).toHaveCount(2);
  expect(await problemsOf(page, 'compare')).toEqual([]);
});

test('the quiz is laid out at every text size', async ({ site, page }) => {
  await site.open('./#/quiz');
  const found: string[] = [];
  for (let pour = 1; (await page.getByTestId('score').count()) === 0; pour++) {
    await page.locator('[data-testid=play][aria-disabled=false]').click();
    await page.getByTestId('play').click();
    await page.getByTestId(pour % 2 ? 'guess-hot' : 'guess-cold').click();
    await page.locator('[data-testid=model-says][data-verdict]').waitFor();
    if (pour === 1) found.push(...(await problemsOf(page, 'answer')));
    await page.getByTestId('next').click();
  }
  found.push(...(await problemsOf(page, 'score')));
  expect(found).toEqual([]);
});

/** Code of the live worker that takes its state from the page. */
const LIVE_STATE = `
  let state = { phase: 'listening', verdict: null };
  new BroadcastChannel('live-state').onmessage = ({ data }) => {
    state = data;
  };
  const send = postMessage;
  self.postMessage = (message, ...rest) => {
    if (message.value?.value?.phase) Object.assign(message.value.value, state);
    return send(message, ...rest);
  };`;

test('the microphone panel is laid out at every text size', async ({ page, site: _site }) => {
  await page.addInitScript(() => {
    navigator.mediaDevices.getUserMedia = async () => {
      const context = new AudioContext();
      const sound = new OscillatorNode(context, { frequency: 440 });
      const out = new MediaStreamAudioDestinationNode(context);
      sound.connect(new GainNode(context, { gain: 0.05 })).connect(out);
      sound.start();
      return out.stream;
    };
    const microphone = (deviceId: string, label: string) =>
      ({ kind: 'audioinput', deviceId, groupId: '', label }) as MediaDeviceInfo;
    navigator.mediaDevices.enumerateDevices = async () => [
      microphone('built-in', 'MacBook Pro Microphone (Built-in)'),
      microphone('headset', 'Headset (Jabra Evolve2 65 Hands-Free AG Audio) (0b0e:24c7)'),
    ];
    // Causes the longest warning.
    MediaStreamTrack.prototype.getSettings = () => ({
      echoCancellation: true,
      noiseSuppression: true,
      autoGainControl: true,
    });
  });
  await injectIntoWorkers(page, LIVE_WORKER, LIVE_STATE);
  await page.reload();
  await page.getByTestId('record').click();
  const panel = page.getByTestId('listen');
  await expect(panel).toHaveAttribute('data-phase', 'listening');
  const found = await problemsOf(page, 'listening');
  await openSettings(page);
  await expect(page.getByTestId('microphone').locator('option')).toHaveCount(3);
  await page.getByTestId('microphone').selectOption('headset');
  found.push(...(await problemsOf(page, 'settings')));
  await closeSettings(page);
  for (const verdict of ['cold', 'unsure']) {
    await page.evaluate((data) => new BroadcastChannel('live-state').postMessage(data), {
      phase: 'pouring',
      verdict,
      probabilityHot: 0.5,
    });
    await expect(panel).toHaveAttribute('data-verdict', verdict);
    found.push(...(await problemsOf(page, verdict)));
  }
  await page.getByTestId('record').click();
  await expect(panel).toHaveAttribute('data-phase', 'idle');
  expect(found).toEqual([]);
});

test('results are laid out at every text size', async ({ site, page }) => {
  const found: string[] = [];
  await replaceClassifications(page, RESULTS);
  await site.choose(
    toneFile('hot.wav', 3),
    toneFile('unsure.wav', 5),
    toneFile('closed_card_with_a_long_name_without_any_spaces_2026-05-04T10-30-00.wav', 5),
    toneFile('no pour.wav', 6),
    toneFile('three_cups_with_a_long_name_without_any_spaces_2026-05-04T10-30-00.wav', 25),
    { name: 'empty.m4a', buffer: Buffer.alloc(0) },
  );
  await site.outcomes(6);
  await site.openCards();
  const closed = site.card(
    'closed_card_with_a_long_name_without_any_spaces_2026-05-04T10-30-00.wav',
  );
  await closed.getByRole('button', { expanded: true }).click();
  await page.getByText(home.temperature.details, { exact: true }).click();
  await page.getByText(home.history.labels.cold, { exact: true }).first().click();
  await page.getByText(home.cup.manage).click();
  await page.getByLabel(home.cup.nameLabel).fill('The large blue mug from Leeds');
  await page.keyboard.press('Enter');
  await page
    .getByLabel(home.cup.cold.chooseNamed('The large blue mug from Leeds'))
    .setInputFiles({ ...toneFile('cold_water_from_the_tap.wav', 6), mimeType: 'audio/wav' });
  await expect(page.getByTestId('cup').locator('li')).toHaveCount(1);
  found.push(...(await problemsOf(page, 'results')));
  await page.getByRole('button', { name: home.batch.deleteAll }).click();
  found.push(...(await problemsOf(page, 'dialog')));
  expect(found).toEqual([]);
});
