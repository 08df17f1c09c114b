/** Records the moving picture of the README: a real pour through the page (`npm run images`). */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { afterSilence, fakeMicrophone } from './microphone.ts';
import { recordings, repository } from './paths.ts';
import { hasFfmpeg, NO_FFMPEG, NO_RECORDINGS } from './skip-reasons.ts';

test.skip(!process.env.IMAGES, 'made on demand: npm run images');
test.skip(recordings === undefined, NO_RECORDINGS);
test.skip(!hasFfmpeg, NO_FFMPEG);

const POUR = 'pouring/v1/212f-glassMug-2.m4a';
const SILENCE_SECONDS = 1;
const FRAMES_PER_SECOND = 12;
/** Time for which the last frame stays, before the picture begins again. */
const LAST_FRAME_SECONDS = 3;

interface Frame {
  data: Buffer;
  /** Seconds since 1970. */
  timestamp: number;
}

test('demo', async ({ playwright, launchOptions, baseURL }, testInfo) => {
  const sound = testInfo.outputPath('pour.wav');
  mkdirSync(dirname(sound), { recursive: true });
  afterSilence(join(recordings ?? '', POUR), SILENCE_SECONDS, sound);
  const browser = await playwright.chromium.launch({
    ...launchOptions,
    args: [...(launchOptions.args ?? []), ...fakeMicrophone(sound)],
  });
  const page = await browser.newPage({
    baseURL: baseURL ?? '',
    viewport: { width: 480, height: 860 },
    serviceWorkers: 'block',
  });
  await page.goto('./');
  const panel = page.getByTestId('listen');
  await expect(page.getByTestId('record')).toBeEnabled();
  await page.waitForTimeout(3000);

  const frames: Frame[] = [];
  const devtools = await page.context().newCDPSession(page);
  devtools.on('Page.screencastFrame', ({ data, metadata, sessionId }) => {
    frames.push({ data: Buffer.from(data, 'base64'), timestamp: metadata.timestamp ?? 0 });
    void devtools.send('Page.screencastFrameAck', { sessionId });
  });
  await devtools.send('Page.startScreencast', { format: 'png' });
  await page.waitForTimeout(500);
  await page.getByTestId('record').click();
  await expect(panel).toHaveAttribute('data-verdict', 'hot');
  await expect(page.locator('article[data-verdict=hot]')).toBeVisible();
  await page.waitForTimeout(1500);
  await devtools.send('Page.stopScreencast');
  await browser.close();

  encodeAnimation(frames, testInfo.outputPath('frames'), resolve(repository, 'www/demo.webp'));
});

/** Writes the frames as an animated WebP that loops. */
function encodeAnimation(frames: readonly Frame[], folder: string, path: string): void {
  mkdirSync(folder, { recursive: true });
  const lines = frames.flatMap(({ data, timestamp }, index) => {
    const file = join(folder, `${String(index).padStart(4, '0')}.png`);
    writeFileSync(file, data);
    const next = frames[index + 1]?.timestamp ?? timestamp + LAST_FRAME_SECONDS;
    return [`file '${file}'`, `duration ${(next - timestamp).toFixed(3)}`];
  });
  const list = join(folder, 'frames.txt');
  // The concat demuxer ignores the duration of the last entry, so the last file is named twice.
  writeFileSync(list, `${[...lines, lines.at(-2)].join('\n')}\n`);
  execFileSync('ffmpeg', [
    ...['-v', 'error', '-y', '-f', 'concat', '-safe', '0', '-i', list],
    ...['-vf', `fps=${FRAMES_PER_SECOND}`, '-c:v', 'libwebp_anim', '-quality', '60'],
    ...['-compression_level', '6', '-loop', '0', path],
  ]);
}
