/** Fixes the clock, the random numbers and the storage estimate, so that screenshots repeat. */
import type { Page } from '@playwright/test';

export const FIXED_CONTEXT = {
  locale: 'en-GB',
  timezoneId: 'UTC',
  contextOptions: { reducedMotion: 'reduce' },
} as const;

const NOW = new Date('2026-05-04T10:30:00Z');

export async function makeDeterministic(page: Page): Promise<void> {
  // Timers keep running, since the page waits for some.
  await page.clock.setFixedTime(NOW);
  await page.addInitScript(() => {
    // The browser's own use of storage varies.
    if (navigator.storage) navigator.storage.estimate = async () => ({ usage: 3e6 });
    // mulberry32; the quiz draws its order and seeds from it.
    let state = 1;
    Math.random = () => {
      state = (state + 0x6d2b79f5) | 0;
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    };
  });
}

/** Moves the pointer away, and waits for audio metadata, fonts and two frames. */
export async function waitUntilSettled(page: Page): Promise<void> {
  await page.mouse.move(0, 0);
  // The query repeats, since a card may be removed before its player knows the length.
  await page.waitForFunction(() =>
    [...document.querySelectorAll('audio')].every(
      ({ readyState }) => readyState >= HTMLMediaElement.HAVE_METADATA,
    ),
  );
  await page.evaluate(async () => {
    await document.fonts.ready;
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    await frame();
    await frame();
  });
}
