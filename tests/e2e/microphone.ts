/** A page whose microphone hears a file: Chromium's own fake device, through the whole real path. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import type { Browser, Locator, Page } from '@playwright/test';
import { synthesise } from './command-line.ts';
import { Watch } from './page-guard.ts';
import { test as base, Site } from './site.ts';
import { samplesOf, wav } from './wav-files.ts';

export interface Ear {
  site: Site;
  page: Page;
  watch: Watch;
  panel: Locator;
  button: Locator;
}

interface Fixtures {
  /** Opens the page in a browser of its own, whose microphone hears the WAV; without one it is denied. */
  ear: (sound?: string, before?: (page: Page) => Promise<unknown>) => Promise<Ear>;
}

export const test = base.extend<Fixtures>({
  ear: async ({ playwright, launchOptions, baseURL, viewport, colorScheme }, use) => {
    const open: Browser[] = [];
    const watches: Watch[] = [];
    await use(async (sound, before) => {
      const browser = await playwright.chromium.launch({
        ...launchOptions,
        args: [
          ...(launchOptions.args ?? []),
          ...(sound === undefined ? DENIED : fakeMicrophone(sound)),
        ],
      });
      open.push(browser);
      const context = await browser.newContext({
        baseURL: baseURL ?? '',
        viewport,
        colorScheme,
        serviceWorkers: 'block',
      });
      const watch = await Watch.over(context, new URL(baseURL ?? '').origin);
      watches.push(watch);
      const page = await context.newPage();
      await before?.(page);
      const site = new Site(page);
      await site.open('./');
      const [panel, button] = [page.getByTestId('listen'), page.getByTestId('record')];
      return { site, page, watch, panel, button };
    });
    const seen = await Promise.all(watches.map((watch) => watch.total()));
    await Promise.all(open.map((browser) => browser.close()));
    base.expect(seen.flat()).toEqual([]);
  },
});

const DENIED = ['--use-fake-device-for-media-stream', '--deny-permission-prompts'];

/** A file that is missing or no WAV is silence, not an error; `noloop`: silence when it is over. */
export function fakeMicrophone(wav: string): string[] {
  return [
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-audio-capture=${wav}%noloop`,
  ];
}

/** The recording as WAV, after some seconds of silence. */
export function afterSilence(recording: string, seconds: number, wav: string): string {
  const filter = `adelay=${seconds * 1000}`;
  execFileSync('ffmpeg', ['-v', 'error', '-y', '-i', recording, '-af', filter, '-ac', '1', wav]);
  return wav;
}

/** A synthesised pour after silence, again and again if it is to last, for machines without recordings. */
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
