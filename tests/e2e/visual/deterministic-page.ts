/** A page on which nothing differs from one visit to the next: clock, chance and disk stand still. */
import type { Page } from '@playwright/test';

export const STEADY = {
  locale: 'en-GB',
  timezoneId: 'UTC',
  contextOptions: { reducedMotion: 'reduce' },
} as const;

const NOW = new Date('2026-05-04T10:30:00Z');

export async function steady(page: Page): Promise<void> {
  // Timers run on: what the page waits for must come.
  await page.clock.setFixedTime(NOW);
  await page.addInitScript(() => {
    // What the browser itself needs differs.
    if (navigator.storage) navigator.storage.estimate = async () => ({ usage: 3e6 });
    // mulberry32, for the order and the seeds of the quiz.
    let state = 1;
    Math.random = () => {
      state = (state + 0x6d2b79f5) | 0;
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    };
  });
}

/** Waits for all that comes late, and takes the pointer off whatever it pressed. */
export async function settle(page: Page): Promise<void> {
  await page.mouse.move(0, 0);
  // Asked again and again: a player may go, with its card, before it knows its length.
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
