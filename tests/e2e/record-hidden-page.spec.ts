/**
 * Recording on a page that is hidden during a pour. Chromium keeps recording without frames and
 * with slow timers; phones mute the microphone or suspend the audio. The tests simulate all of
 * these, since Playwright's pages stay visible.
 */
import type { Page } from '@playwright/test';
import { home } from '../../www/src/i18n/index.ts';
import { test as base, type MicrophonePage, synthesisedPour } from './microphone.ts';
import { expect } from './site.ts';

/** Makes visibility, frames, wake lock and microphone of the page controllable. */
const addControls = (page: Page) =>
  page.addInitScript(() => {
    const contexts: AudioContext[] = [];
    const controls = { visible: true, locks: 0, contexts, track: undefined as unknown };
    Object.assign(window, { controls });
    const { mediaDevices } = navigator;
    const getUserMedia = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = async (constraints) => {
      const stream = await getUserMedia(constraints);
      [controls.track] = stream.getAudioTracks();
      return stream;
    };
    const Original = window.AudioContext;
    window.AudioContext = class extends Original {
      constructor(options?: AudioContextOptions) {
        super(options);
        contexts.push(this);
      }
      // Phones reject this on a hidden page.
      override async resume() {
        if (controls.visible) await super.resume();
        else throw new DOMException('', 'InvalidStateError');
      }
    };
    Object.defineProperty(document, 'visibilityState', {
      get: () => (controls.visible ? 'visible' : 'hidden'),
    });
    const frame = window.requestAnimationFrame.bind(window);
    window.requestAnimationFrame = (draw) =>
      frame((now) => {
        if (controls.visible) draw(now);
        else window.requestAnimationFrame(draw);
      });
    Object.defineProperty(navigator, 'wakeLock', {
      value: {
        request: async () => {
          controls.locks += 1;
          return { release: async () => undefined };
        },
      },
    });
  });

interface Controls {
  visible: boolean;
  locks: number;
  contexts: AudioContext[];
  track: MediaStreamTrack;
}

const setVisible = (page: Page, visible: boolean) =>
  page.evaluate((value) => {
    (window as unknown as { controls: Controls }).controls.visible = value;
    document.dispatchEvent(new Event('visibilitychange'));
  }, visible);

const suspend = (page: Page) =>
  page.evaluate(() =>
    (window as unknown as { controls: Controls }).controls.contexts.at(-1)?.suspend(),
  );

const mute = (page: Page, muted: boolean) =>
  page.evaluate((value) => {
    const { track } = (window as unknown as { controls: Controls }).controls;
    Object.defineProperty(track, 'muted', { value, configurable: true });
    track.dispatchEvent(new Event(value ? 'mute' : 'unmute'));
  }, muted);

const locks = (page: Page) =>
  page.evaluate(() => (window as unknown as { controls: Controls }).controls.locks);

const missedSeconds = /Missed about \d+(\.\d)?\s?s/;

const test = base.extend<{
  /** A page that was hidden during a pour, after its verdict. */
  hidden: MicrophonePage;
}>({
  hidden: async ({ openWithMicrophone, scratch }, use) => {
    const opened = await openWithMicrophone(
      await synthesisedPour(scratch('pour.wav'), { pours: 2 }),
      addControls,
    );
    await opened.button.click();
    await expect(opened.panel).toHaveAttribute('data-verdict', 'cold');
    expect(await locks(opened.page)).toBe(1);
    await setVisible(opened.page, false);
    await use(opened);
  },
});

test('a hidden page records the whole pour', async ({ hidden: { site, page, panel } }) => {
  // The pour and the recording end while the page is hidden.
  const [card] = await site.outcomes(1);
  expect(card?.verdict).toBe('cold');
  await setVisible(page, true);
  await expect(panel.getByText(home.verdicts.cold.word, { exact: true })).toBeVisible();
  await expect(panel.getByText(missedSeconds)).toHaveCount(0);
});

test('audio suspended on a hidden page resumes when it is visible, with a note on the gap', async ({
  hidden: { site, page, panel, button },
}) => {
  await suspend(page);
  await page.waitForTimeout(3000);
  await expect(panel).toHaveAttribute('data-phase', 'pouring');
  await setVisible(page, true);
  await expect(panel.getByText(home.listen.afterGap)).toBeVisible();
  await expect(panel.getByText(missedSeconds)).toBeVisible();
  await expect(page.getByRole('status')).toContainText(missedSeconds);
  expect(await locks(page)).toBe(2);

  await page.waitForTimeout(500);
  await button.click();
  // Half a pour can get any verdict. It has the second before the gap and the sound after it.
  const [card] = await site.outcomes(1);
  expect(card?.verdict).toBeDefined();
  expect(await site.play()).toBeGreaterThan(2);
  await expect(panel.getByText(missedSeconds)).toBeVisible();
  await expect(panel.getByRole('button', { name: home.listen.details })).toBeVisible();
});

test('a microphone muted on a hidden page shows a note, and its sound becomes a card', async ({
  hidden: { site, page, panel, button },
}) => {
  await mute(page, true);
  await expect(panel.getByText(home.listen.interrupted)).toBeVisible();
  await page.waitForTimeout(1500);
  await mute(page, false);
  await setVisible(page, true);
  await expect(panel.getByText(missedSeconds)).toBeVisible();
  await button.click();
  // Any verdict again. The recording has the second before the gap and 1.5 s more.
  await site.outcomes(1);
  expect(await site.play()).toBeGreaterThan(2.5);
  // The next recording has no gap.
  await button.click();
  await expect(panel).toHaveAttribute('data-phase', 'listening');
  await expect(panel.getByText(missedSeconds)).toHaveCount(0);
});
