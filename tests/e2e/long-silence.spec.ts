/** Hours of silence in a small file are refused before they are decoded and fill the memory. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { home } from '../../www/src/i18n/index.ts';
import { expect, test } from './site.ts';
import { hasFfmpeg, NO_FFMPEG } from './skip-reasons.ts';

/** Names of files, and the arguments of ffmpeg. Low rates are quick to encode. */
const ENCODINGS: [string, string[]][] = [
  ['silence.flac', ['-c:a', 'flac']],
  ['silence.m4a', ['-c:a', 'aac', '-b:a', '8k']],
  ['fragments.mp4', ['-c:a', 'aac', '-b:a', '8k', '-movflags', 'empty_moov+frag_keyframe']],
  ['silence.mp3', ['-c:a', 'libmp3lame', '-b:a', '8k', '-write_xing', '0']],
  ['silence.ogg', ['-c:a', 'libvorbis']],
  ['silence.mka', ['-c:a', 'flac', '-live', '1']],
  ['silence.wav', ['-c:a', 'adpcm_ima_wav']],
  ['silence.caf', ['-c:a', 'alac']],
];

test.beforeEach(async ({ page }) => {
  await page.addInitScript(() => {
    const { decodeAudioData } = OfflineAudioContext.prototype;
    OfflineAudioContext.prototype.decodeAudioData = function (...parameters) {
      document.documentElement.dataset.isDecoding = '';
      return decodeAudioData.apply(this, parameters as [ArrayBuffer]);
    };
  });
});

test.describe('encoded by ffmpeg', () => {
  test.skip(!hasFfmpeg, NO_FFMPEG);

  test('three hours of silence are refused in every format', async ({ page, site, scratch }) => {
    test.slow();
    const files = ENCODINGS.map(([name, options]) => {
      const silence = ['-f', 'lavfi', '-i', 'anullsrc=r=8000:cl=mono', '-t', '3:00:00'];
      const output = options.includes('-live')
        ? ['-f', 'matroska', scratch(name)]
        : [scratch(name)];
      execFileSync('ffmpeg', ['-v', 'error', '-y', ...silence, ...options, ...output]);
      return scratch(name);
    });
    await page.reload();
    await site.choose(...files);
    const outcomes = await site.outcomes(files.length);
    expect(outcomes.map(({ error }) => error)).toEqual(files.map(() => home.failures['too-long']));
    await expect(page.locator('[data-is-decoding]')).toHaveCount(0);
  });

  test('three hours of silence of unknown length are refused', async ({ page, site, scratch }) => {
    test.slow();
    const file = scratch('silence.flac');
    const silence = ['-f', 'lavfi', '-i', 'anullsrc=r=8000:cl=mono', '-t', '3:00:00'];
    execFileSync('ffmpeg', ['-v', 'error', '-y', ...silence, file]);
    const bytes = readFileSync(file);
    // The number of samples in STREAMINFO, of which the upper bits share a byte.
    bytes.fill(0, 22, 26);
    bytes[21] = (bytes[21] ?? 0) & 0xf0;
    // Hides the last frame.
    writeFileSync(file, Buffer.concat([bytes, Buffer.alloc(2 ** 17)]));
    await page.reload();
    await site.choose(file);
    expect((await site.outcomes(1, 120_000))[0]?.error).toContain('longer than 2 hours');
    await expect(page.locator('[data-is-decoding]')).toHaveCount(0);
  });
});
