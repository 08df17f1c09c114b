/** The recording panel, with a steady tone as microphone and a live worker with fixed results. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { home } from '../../../../www/src/i18n/index.ts';
import { synthesise } from '../../command-line.ts';
import { injectIntoWorkers, LIVE_WORKER } from '../../inject-into-workers.ts';
import { samplesOf, tone } from '../../wav-files.ts';
import type { Scene, SceneContext, Scenes } from '../scene.ts';

const { listen, cup } = home;
const { failures, hints } = listen;

const panel = (page: Page) => page.getByTestId('listen');
const SAMPLE_RATE = 44_100;
const POUR = { fahrenheit: 40, seconds: 6, seed: 7, sampleRate: SAMPLE_RATE };

/** Replaces the microphone by a tone of constant level: its period divides a worklet block. */
const useToneMicrophone = (page: Page, amplitude: number) =>
  page.addInitScript((gain) => {
    navigator.mediaDevices.getUserMedia = async () => {
      const context = new AudioContext();
      const tone = new OscillatorNode(context, { frequency: (context.sampleRate * 16) / 1024 });
      const out = new MediaStreamAudioDestinationNode(context);
      tone.connect(new GainNode(context, { gain })).connect(out);
      tone.start();
      return out.stream;
    };
  }, amplitude);

/**
 * Worker code that pushes all of `sound` at once and then nothing, so that the spectrogram stands
 * still. The model's live state is overwritten by `state`.
 */
const fixedLiveState = (sound: Int16Array, state: object) => `
  const base64 = '${Buffer.from(sound.buffer).toString('base64')}';
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  let pour = Float32Array.from(new Int16Array(bytes.buffer), (sample) => sample / 32768);
  const addListener = self.addEventListener.bind(self);
  self.addEventListener = (type, listener) =>
    addListener(type, (event) => {
      const { path, argumentList } = event.data ?? {};
      if (path?.[0] === 'open') argumentList[0].value = ${SAMPLE_RATE};
      if (path?.[0] === 'push') {
        argumentList[0].value = pour;
        pour = new Float32Array(0);
      }
      listener(event);
    });
  const send = postMessage;
  self.postMessage = (message, ...rest) => {
    if (message.value?.value?.phase) Object.assign(message.value.value, ${JSON.stringify(state)});
    return send(message, ...rest);
  };`;

/** Worker code that reports a failed load. */
const FAILED_LOAD = `
  const send = postMessage;
  self.postMessage = (message, ...rest) =>
    send({ ...message, value: { fault: { kind: 'not-loaded', detail: '' } } }, ...rest);`;

interface Setup {
  amplitude?: number;
  /** Overwrites the worker's live state. */
  state?: object;
  /** Whether the live worker fails to load. */
  failed?: boolean;
  /** Whether the sound is a pour instead of a tone. */
  pour?: boolean;
  before?: (page: Page) => Promise<unknown>;
}

const LISTENING = { phase: 'listening', verdict: null };

async function startRecording({ site, page, scratch }: SceneContext, setup: Setup) {
  const { amplitude = 0.05, state = LISTENING, failed, pour, before } = setup;
  await useToneMicrophone(page, amplitude);
  await before?.(page);
  const sound = pour
    ? samplesOf(readFileSync(await synthesise(scratch('pour.wav'), POUR)))
    : tone(5, SAMPLE_RATE);
  await injectIntoWorkers(page, LIVE_WORKER, failed ? FAILED_LOAD : fixedLiveState(sound, state));
  await site.open('./');
  await page.reload();
  await page.getByTestId('record').click();
}

/**
 * Waits until the spectrogram is drawn, once a second with reduced motion. A worker owns the
 * canvas, so its pixels are read through a copy.
 */
const waitForSpectrogram = (page: Page) =>
  page.waitForFunction(() => {
    const canvas = document.querySelector<HTMLCanvasElement>(
      '[data-testid=listen] canvas[role=img]',
    );
    if (!canvas?.width) return false;
    const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d');
    copy?.drawImage(canvas, 0, 0);
    return copy?.getImageData(0, 0, canvas.width, canvas.height).data.some((value) => value > 0);
  });

const live = (sentence: string, setup: Setup = {}): Scene => ({
  reach: async (context) => {
    await startRecording(context, setup);
    await panel(context.page).getByText(sentence, { exact: true }).waitFor();
    if (!setup.failed) await waitForSpectrogram(context.page);
  },
  part: panel,
});

const verdict = (shown: 'hot' | 'cold' | 'unsure', probabilityHot: number, pour = false): Scene =>
  live(shown === 'unsure' ? listen.stillListening : home.verdicts[shown].word, {
    state: { phase: 'pouring', verdict: shown, probabilityHot },
    pour,
  });

/** Advances the page's clock. */
const advanceClock = (page: Page, seconds: number) =>
  page.evaluate((ms) => {
    const now = performance.now.bind(performance);
    performance.now = () => now() + ms;
  }, seconds * 1000);

const afterSeconds = (sentence: string, seconds: number): Scene => ({
  reach: async (context) => {
    await startRecording(context, {});
    await panel(context.page).getByText(listen.pourNow).waitFor();
    await waitForSpectrogram(context.page);
    await advanceClock(context.page, seconds);
    await panel(context.page).getByText(sentence).waitFor();
  },
  part: panel,
});

const microphoneRejects = (name: string) => (page: Page) =>
  page.addInitScript((error) => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', error));
  }, name);

const withoutFeature = (feature: 'isSecureContext' | 'AudioWorkletNode') => (page: Page) =>
  page.addInitScript((name) => Object.defineProperty(window, name, { value: undefined }), feature);

const failure = (sentence: string, before: (page: Page) => Promise<unknown>): Scene => ({
  reach: async (context) => {
    await startRecording(context, { before });
    await panel(context.page).getByText(sentence).waitFor();
  },
  part: panel,
});

const states: Scenes = {
  'live-asking': failure(listen.allowMicrophone, (page) =>
    page.addInitScript(() => {
      navigator.mediaDevices.getUserMedia = () => new Promise(() => undefined);
    }),
  ),
  'live-listening': live(listen.pourNow),
  'live-pouring': live(listen.keepPouring, { state: { phase: 'pouring', verdict: null } }),
  'live-hot': verdict('hot', 0.97, true),
  'live-cold': { ...verdict('cold', 0.004), compared: 'both' },
  'live-unsure': { ...verdict('unsure', 0.46), compared: 'both' },

  'live-stopped': {
    reach: async (context) => {
      const { page } = context;
      await startRecording(context, {
        state: { phase: 'pouring', verdict: 'cold', probabilityHot: 0.004 },
      });
      await waitForSpectrogram(page);
      await page.getByTestId('record').click();
      await panel(page).getByText(home.verdicts['not-pouring'].word).waitFor();
    },
    part: panel,
  },

  'live-for-cup': {
    reach: async (context) => {
      const { page } = context;
      await useToneMicrophone(page, 0.05);
      await injectIntoWorkers(page, LIVE_WORKER, fixedLiveState(tone(5, SAMPLE_RATE), LISTENING));
      await page.reload();
      await page.getByText(cup.manage).click();
      await page.getByLabel(cup.nameLabel).fill('The large blue mug from Leeds');
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: cup.cold.record }).click();
      await panel(page).getByText(listen.pourNow).waitFor();
      await waitForSpectrogram(page);
    },
    part: panel,
  },
};

/** The panel as in the states above, with another sentence. */
const messages: Scenes = {
  'live-too-quiet': live(hints['too-quiet'], { amplitude: 1e-4 }),
  'live-too-loud': live(hints.clipping, { amplitude: 1 }),
  'live-no-water': afterSeconds(hints['no-water'], 20),
  'live-processed': live(listen.processingStaysOn(Object.values(listen.processing)), {
    before: (page) =>
      page.addInitScript(() => {
        MediaStreamTrack.prototype.getSettings = () => ({
          echoCancellation: true,
          noiseSuppression: true,
          autoGainControl: true,
        });
      }),
  }),
  'live-interrupted': live(listen.interrupted, {
    before: (page) =>
      page.addInitScript(() =>
        Object.defineProperty(AudioContext.prototype, 'state', { get: () => 'interrupted' }),
      ),
  }),
  'live-unavailable': live(listen.liveResultsStopped, { failed: true }),
  'live-too-long': afterSeconds(listen.stoppedAtLimit, 300),

  'microphone-denied': failure(failures.denied, microphoneRejects('NotAllowedError')),
  'microphone-forbidden': failure(failures.forbidden, microphoneRejects('SecurityError')),
  'microphone-absent': failure(failures['no-microphone'], microphoneRejects('NotFoundError')),
  'microphone-in-use': failure(failures['in-use'], microphoneRejects('NotReadableError')),
  'microphone-not-started': failure(
    failures['not-started'],
    microphoneRejects('SomethingNewError'),
  ),
  'microphone-insecure': failure(failures.insecure, withoutFeature('isSecureContext')),
  'microphone-unsupported': failure(failures.unsupported, withoutFeature('AudioWorkletNode')),
  'microphone-unplugged': {
    reach: async (context) => {
      const { page } = context;
      await startRecording(context, {
        before: () =>
          page.addInitScript(() => {
            const { getAudioTracks } = MediaStream.prototype;
            MediaStream.prototype.getAudioTracks = function () {
              const tracks = getAudioTracks.call(this);
              document.addEventListener('unplug', () =>
                tracks[0]?.dispatchEvent(new Event('ended')),
              );
              return tracks;
            };
          }),
      });
      await waitForSpectrogram(page);
      await page.evaluate(() => document.dispatchEvent(new Event('unplug')));
      await panel(page).getByText(failures.unplugged).waitFor();
    },
    part: panel,
  },
};

/** The longest messages are compared with the baseline. */
const LONGEST = ['live-processed', 'microphone-forbidden'];

const messageScenes = Object.entries(messages).map(([name, scene]): [string, Scene] => [
  name,
  LONGEST.includes(name) ? scene : { ...scene, compared: 'none' },
]);

export const recording: Scenes = { ...states, ...Object.fromEntries(messageScenes) };
