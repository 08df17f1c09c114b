/** Opens the page with Chromium's fake microphone, which plays a WAV through the real path. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import type { Browser, Locator, Page } from '@playwright/test';
import { synthesise } from './command-line.ts';
import { PageGuard } from './page-guard.ts';
import { test as base, Site } from './site.ts';
import { samplesOf, wav } from './wav-files.ts';

export interface MicrophonePage {
  site: Site;
  page: Page;
  guard: PageGuard;
  panel: Locator;
  button: Locator;
}

interface Fixtures {
  /** Opens the page in its own browser; without a WAV, access to the microphone is denied. */
  openWithMicrophone: (
    sound?: string,
    before?: (page: Page) => Promise<unknown>,
  ) => Promise<MicrophonePage>;
}

export const test = base.extend<Fixtures>({
  openWithMicrophone: async (
    { playwright, launchOptions, baseURL, viewport, colorScheme },
    use,
  ) => {
    const browsers: Browser[] = [];
    const guards: PageGuard[] = [];
    await use(async (sound, before) => {
      const browser = await playwright.chromium.launch({
        ...launchOptions,
        args: [
          ...(launchOptions.args ?? []),
          ...(sound === undefined ? DENIED : fakeMicrophone(sound)),
        ],
      });
      browsers.push(browser);
      const context = await browser.newContext({
        baseURL: baseURL ?? '',
        viewport,
        colorScheme,
        serviceWorkers: 'block',
      });
      const guard = await PageGuard.attach(context, new URL(baseURL ?? '').origin);
      guards.push(guard);
      const page = await context.newPage();
      await before?.(page);
      const site = new Site(page);
      await site.open('./');
      const [panel, button] = [page.getByTestId('listen'), page.getByTestId('record')];
      return { site, page, guard, panel, button };
    });
    const violations = await Promise.all(guards.map((guard) => guard.collectViolations()));
    await Promise.all(browsers.map((browser) => browser.close()));
    base.expect(violations.flat()).toEqual([]);
  },
});

const DENIED = ['--use-fake-device-for-media-stream', '--deny-permission-prompts'];

/**
 * Launch arguments for a microphone that plays `wav` once, then silence. Chromium treats a missing
 * or invalid file as silence.
 */
export function fakeMicrophone(wav: string): string[] {
  return [
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-audio-capture=${wav}%noloop`,
  ];
}

/** Converts the recording to WAV, with some seconds of silence before it. */
export function afterSilence(recording: string, seconds: number, wav: string): string {
  const filter = `adelay=${seconds * 1000}`;
  execFileSync('ffmpeg', ['-v', 'error', '-y', '-i', recording, '-af', filter, '-ac', '1', wav]);
  return wav;
}

/** Writes a WAV of silence and then `pours` copies of a synthesised pour. */
export async function synthesisedPour(
  wavPath: string,
  { silence = 2, pours = 1 } = {},
): Promise<string> {
  const sampleRate = 44_100;
  const pour = { fahrenheit: 40, seconds: 6, seed: 7, sampleRate };
  const sound = samplesOf(readFileSync(await synthesise(wavPath, pour)));
  const samples = new Int16Array(silence * sampleRate + pours * sound.length);
  for (let at = 0; at < pours; at++) {
    samples.set(sound, silence * sampleRate + at * sound.length);
  }
  writeFileSync(wavPath, wav({ sampleRate, samples }));
  return wavPath;
}
