/** The choice among several microphones, and the note on a clipped recording. */
import { readFileSync, writeFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { microphones, setLocale } from '../../www/src/i18n/index.ts';
import { LANGUAGE_CODES } from '../../www/src/i18n/locale.ts';
import { synthesise } from './command-line.ts';
import { synthesisedPour, test } from './microphone.ts';
import { chooseLanguage, closeSettings, openSettings } from './settings-dialog.ts';
import { expect } from './site.ts';
import { samplesOf, wav } from './wav-files.ts';

test.afterEach(() => setLocale('en'));

/** Stores the name of the device that each request for a microphone got. */
const watchRequests = (page: Page) =>
  page.addInitScript(() => {
    const { mediaDevices } = navigator;
    const getUserMedia = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = async (constraints) => {
      const stream = await getUserMedia(constraints);
      const { label = '' } = stream.getAudioTracks()[0] ?? {};
      const used = JSON.parse(sessionStorage.getItem('used') ?? '[]');
      sessionStorage.setItem('used', JSON.stringify([...used, label]));
      return stream;
    };
  });

const usedMicrophones = (page: Page): Promise<string[]> =>
  page.evaluate(() => JSON.parse(sessionStorage.getItem('used') ?? '[]'));

test('a microphone is chosen with the keyboard, used at once, and remembered', async ({
  openWithMicrophone,
  scratch,
}) => {
  const sound = await synthesisedPour(scratch('pour.wav'), { silence: 60 });
  const { page, panel, button } = await openWithMicrophone(sound, watchRequests);
  const choice = page.getByRole('combobox', { name: microphones.choice });
  await button.click();
  await expect(panel).toHaveAttribute('data-phase', 'listening');
  await openSettings(page);
  await expect(choice).toHaveValue('');
  const names = await choice.getByRole('option').allTextContents();
  // Chromium's fake devices: the system's, which is not listed by its name, and two others.
  expect(names).toEqual([microphones.system, expect.any(String), expect.any(String)]);
  const wanted = names[2] ?? '';

  await choice.focus();
  await page.keyboard.type(wanted);
  await expect(choice.getByRole('option', { name: wanted })).toHaveJSProperty('selected', true);
  await expect.poll(async () => (await usedMicrophones(page)).at(-1)).toBe(wanted);
  await expect(panel).toHaveAttribute('data-phase', 'listening');
  await closeSettings(page);
  await button.click();
  await expect(panel).toHaveAttribute('data-phase', 'idle');

  await page.reload();
  await openSettings(page);
  await expect(choice).toHaveValue(/./);
  await closeSettings(page);
  await button.click();
  await expect(panel).toHaveAttribute('data-phase', 'listening');
  expect((await usedMicrophones(page)).at(-1)).toBe(wanted);
});

test('the choice appears with the second microphone, and goes with it', async ({
  openWithMicrophone,
  scratch,
}) => {
  const sound = await synthesisedPour(scratch('pour.wav'), { silence: 60 });
  const { page } = await openWithMicrophone(sound, (opened) =>
    opened.addInitScript(() => {
      const { mediaDevices } = navigator;
      const enumerateDevices = mediaDevices.enumerateDevices.bind(mediaDevices);
      mediaDevices.enumerateDevices = async () => {
        const all = await enumerateDevices();
        const count = Number(sessionStorage.getItem('count') ?? 2);
        document.documentElement.dataset.listed = 'yes';
        return all.filter(({ kind }) => kind === 'audioinput').slice(0, count);
      };
    }),
  );
  await expect(page.locator('html')).toHaveAttribute('data-listed');
  await openSettings(page);
  await expect(page.getByTestId('microphone')).toHaveCount(0);
  // A second one is plugged in.
  const plug = (count: number) =>
    page.evaluate((value) => {
      sessionStorage.setItem('count', String(value));
      navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
    }, count);
  await plug(3);
  await expect(page.getByTestId('microphone').getByRole('option')).toHaveCount(3);
  await plug(2);
  await expect(page.getByTestId('microphone')).toHaveCount(0);
});

test('a chosen microphone that is gone is named, and the system’s is used', async ({
  openWithMicrophone,
  scratch,
}) => {
  const sound = await synthesisedPour(scratch('pour.wav'), { silence: 60 });
  const stored = JSON.stringify({ id: 'gone', name: 'Kitchen microphone' });
  const { page, panel, button } = await openWithMicrophone(sound, async (opened) => {
    await watchRequests(opened);
    await opened.addInitScript((value) => localStorage.setItem('microphone', value), stored);
  });
  await button.click();
  await expect(panel).toHaveAttribute('data-phase', 'listening');
  const note = microphones.missing('Kitchen microphone');
  await expect(panel.getByRole('status').filter({ hasText: note })).toBeVisible();
  await openSettings(page);
  await expect(page.getByTestId('microphone')).toHaveValue('');
  expect(await usedMicrophones(page)).toHaveLength(1);
});

/** Makes a WAV `gain` times louder, and clips it. */
function amplify(path: string, gain: number): string {
  const sampleRate = 44_100;
  const samples = samplesOf(readFileSync(path)).map((sample) =>
    Math.max(-32_768, Math.min(32_767, sample * gain)),
  );
  writeFileSync(path, wav({ sampleRate, samples }));
  return path;
}

const POUR = { fahrenheit: 40, seconds: 6, seed: 7, sampleRate: 44_100 };

test('the card of a clipped recording says so, in each language and after a reload', async ({
  site,
  page,
  scratch,
}) => {
  await site.choose(
    await synthesise(scratch('good.wav'), POUR),
    amplify(await synthesise(scratch('loud.wav'), POUR), 60),
  );
  await site.outcomes(2);
  await site.openCards();
  const note = (name: string) => site.card(name).getByTestId('clipped');
  await expect(note('loud.wav')).toHaveText(microphones.clipped);
  await expect(note('good.wav')).toHaveCount(0);
  await expect(page.getByTestId('history')).toContainText('2 results saved');
  await page.reload();
  await site.outcomes(2);
  await site.openCards();
  await expect(note('loud.wav')).toHaveText(microphones.clipped);
  await expect(note('good.wav')).toHaveCount(0);
  for (const code of LANGUAGE_CODES) {
    await chooseLanguage(page, code);
    await setLocale(code);
    await expect(note('loud.wav')).toHaveText(microphones.clipped);
  }
});

test('a clipped live recording gets the warning and the note', async ({
  openWithMicrophone,
  scratch,
}) => {
  const sound = amplify(await synthesisedPour(scratch('pour.wav'), { silence: 1 }), 60);
  const { site, page, panel, button } = await openWithMicrophone(sound);
  await button.click();
  await expect(panel).toHaveAttribute('data-phase', 'pouring');
  await expect(panel.locator('[data-warning=true]')).toBeVisible();
  await expect(panel).toHaveAttribute('data-phase', 'idle', { timeout: 60_000 });
  await site.outcomes(1);
  await expect(page.getByTestId('clipped')).toHaveText(microphones.clipped);
});
