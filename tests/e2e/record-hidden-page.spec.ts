/**
 * The page out of sight amid a pour. Chromium goes on hearing there, without frames and with slow
 * timers; phones mute the microphone or stop the sound. All of these are made here by hand:
 * Playwright keeps every page it opens in sight.
 */
import type { Page } from '@playwright/test';
import { home } from '../../www/src/i18n/index.ts';
import { test as base, type MicrophonePage, synthesisedPour } from './microphone.ts';
import { expect } from './site.ts';

/** What the page sees of its own visibility, its frames, its wake lock and its microphone. */
const stage = (page: Page) =>
  page.addInitScript(() => {
    const all: AudioContext[] = [];
    const staged = { visible: true, locks: 0, all, track: undefined as unknown };
    Object.assign(window, { staged });
    const { mediaDevices } = navigator;
    const ask = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = async (wishes) => {
      const stream = await ask(wishes);
      [staged.track] = stream.getAudioTracks();
      return stream;
    };
    const Real = window.AudioContext;
    window.AudioContext = class extends Real {
      constructor(options?: AudioContextOptions) {
        super(options);
        all.push(this);
      }
      // As on a phone: not while it is out of sight.
      override async resume() {
        if (staged.visible) await super.resume();
        else throw new DOMException('', 'InvalidStateError');
      }
    };
    Object.defineProperty(document, 'visibilityState', {
      get: () => (staged.visible ? 'visible' : 'hidden'),
    });
    const frame = window.requestAnimationFrame.bind(window);
    window.requestAnimationFrame = (draw) =>
      frame((now) => {
        if (staged.visible) draw(now);
        else window.requestAnimationFrame(draw);
      });
    Object.defineProperty(navigator, 'wakeLock', {
      value: {
        request: async () => {
          staged.locks += 1;
          return { release: async () => undefined };
        },
      },
    });
  });

interface Staged {
  visible: boolean;
  locks: number;
  all: AudioContext[];
  track: MediaStreamTrack;
}

const seen = (page: Page, visible: boolean) =>
  page.evaluate((value) => {
    (window as unknown as { staged: Staged }).staged.visible = value;
    document.dispatchEvent(new Event('visibilitychange'));
  }, visible);

const suspend = (page: Page) =>
  page.evaluate(() => (window as unknown as { staged: Staged }).staged.all.at(-1)?.suspend());

const mute = (page: Page, muted: boolean) =>
  page.evaluate((value) => {
    const { track } = (window as unknown as { staged: Staged }).staged;
    Object.defineProperty(track, 'muted', { value, configurable: true });
    track.dispatchEvent(new Event(value ? 'mute' : 'unmute'));
  }, muted);

const locks = (page: Page) =>
  page.evaluate(() => (window as unknown as { staged: Staged }).staged.locks);

const missedSome = /Missed about \d+(\.\d)?\s?s/;

const test = base.extend<{
  /** A page that has gone out of sight amid a pour, of which it has a verdict. */
  hidden: MicrophonePage;
}>({
  hidden: async ({ openWithMicrophone, scratch }, use) => {
    const there = await openWithMicrophone(
      await synthesisedPour(scratch('pour.wav'), { pours: 2 }),
      stage,
    );
    await there.button.click();
    await expect(there.panel).toHaveAttribute('data-verdict', 'cold');
    expect(await locks(there.page)).toBe(1);
    await seen(there.page, false);
    await use(there);
  },
});

test('what is heard out of sight counts: nothing is missed, and the screen stays on again', async ({
  hidden: { site, page, panel },
}) => {
  // The pour ends meanwhile, and with it the listening.
  const [card] = await site.outcomes(1);
  expect(card?.verdict).toBe('cold');
  await seen(page, true);
  await expect(panel.getByText(home.listen.resultBelow)).toBeVisible();
  await expect(panel.getByText(missedSome)).toHaveCount(0);
});

test('sound that stops out of sight goes on when the page is back, which says what it missed', async ({
  hidden: { site, page, panel, button },
}) => {
  await suspend(page);
  await page.waitForTimeout(3000);
  await expect(panel).toHaveAttribute('data-phase', 'pouring');
  await seen(page, true);
  await expect(panel.getByText(home.listen.afterGap)).toBeVisible();
  await expect(panel.getByText(missedSome)).toBeVisible();
  await expect(page.getByRole('status')).toContainText(missedSome);
  expect(await locks(page)).toBe(2);

  await page.waitForTimeout(500);
  await button.click();
  // Half a synthesised pour may be judged in any way, but it is there: the second that gave the verdict, and what came
  // after it was back.
  const [card] = await site.outcomes(1);
  expect(card?.verdict).toBeDefined();
  expect(await site.play()).toBeGreaterThan(2);
  await expect(panel.getByText(missedSome)).toBeVisible();
  await expect(panel.getByText(home.listen.resultBelow)).toBeVisible();
});

test('a microphone that is muted out of sight: said, and what was heard becomes a card', async ({
  hidden: { site, page, panel, button },
}) => {
  await mute(page, true);
  await expect(panel.getByText(home.listen.interrupted)).toBeVisible();
  await page.waitForTimeout(1500);
  await mute(page, false);
  await seen(page, true);
  await expect(panel.getByText(missedSome)).toBeVisible();
  await button.click();
  // Judged in any way again, but what was heard is there: the second that gave the verdict, and 1.5 s since.
  await site.outcomes(1);
  expect(await site.play()).toBeGreaterThan(2.5);
  // And again, as if nothing had been.
  await button.click();
  await expect(panel).toHaveAttribute('data-phase', 'listening');
  await expect(panel.getByText(missedSome)).toHaveCount(0);
});
