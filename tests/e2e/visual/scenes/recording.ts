/** Listening, with a microphone that hums evenly and a live worker that is given its sound and its verdict. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { home } from '../../../../www/src/i18n/index.ts';
import { synthesise } from '../../command-line.ts';
import { LIVE_WORKER, spoilWorkers } from '../../inject-into-workers.ts';
import { samplesOf, tone } from '../../wav-files.ts';
import type { Look, Looks, There } from '../scene.ts';

const { listen, cup } = home;
const { failures, hints } = listen;

const panel = (page: Page) => page.getByTestId('listen');
const SAMPLE_RATE = 44_100;
const POUR = { fahrenheit: 40, seconds: 6, seed: 7, sampleRate: SAMPLE_RATE };

/** Its level stands still: every block of the worklet holds whole waves of it. */
const hum = (page: Page, amplitude: number) =>
  page.addInitScript((loudest) => {
    navigator.mediaDevices.getUserMedia = async () => {
      const context = new AudioContext();
      const tone = new OscillatorNode(context, { frequency: (context.sampleRate * 16) / 1024 });
      const out = new MediaStreamAudioDestinationNode(context);
      tone.connect(new GainNode(context, { gain: loudest })).connect(out);
      tone.start();
      return out.stream;
    };
  }, amplitude);

/**
 * The first thing that the worker hears is all of `sound`, then nothing more: the picture stands
 * still. What it makes of it is the model's, but for what `said` says.
 */
const hearing = (sound: Int16Array, said: object) => `
  let pour = Float32Array.from(
    new Int16Array(
      Uint8Array.from(atob('${Buffer.from(sound.buffer).toString('base64')}'), (c) => c.charCodeAt(0)).buffer,
    ),
    (sample) => sample / 32768,
  );
  const listen = self.addEventListener.bind(self);
  self.addEventListener = (type, heard) =>
    listen(type, (event) => {
      const { path, argumentList } = event.data ?? {};
      if (path?.[0] === 'open') argumentList[0].value = ${SAMPLE_RATE};
      if (path?.[0] === 'push') {
        argumentList[0].value = pour;
        pour = new Float32Array(0);
      }
      heard(event);
    });
  const send = postMessage;
  self.postMessage = (message, ...rest) => {
    if (message.value?.value?.phase) Object.assign(message.value.value, ${JSON.stringify(said)});
    return send(message, ...rest);
  };`;

const DEAF = `
  const send = postMessage;
  self.postMessage = (message, ...rest) =>
    send({ ...message, value: { fault: { kind: 'not-loaded', detail: '' } } }, ...rest);`;

interface Heard {
  amplitude?: number;
  said?: object;
  deaf?: boolean;
  /** What the worker hears is a pour rather than one even tone. */
  pour?: boolean;
  before?: (page: Page) => Promise<unknown>;
}

const LISTENING = { phase: 'listening', verdict: null };

async function press({ site, page, scratch }: There, heard: Heard) {
  const { amplitude = 0.05, said = LISTENING, deaf, pour, before } = heard;
  await hum(page, amplitude);
  await before?.(page);
  const sound = pour
    ? samplesOf(readFileSync(await synthesise(scratch('pour.wav'), POUR)))
    : tone(5, SAMPLE_RATE);
  await spoilWorkers(page, LIVE_WORKER, deaf ? DEAF : hearing(sound, said));
  await site.open('./');
  await page.reload();
  await page.getByTestId('record').click();
}

/**
 * Until something is drawn; for those who asked for less motion that is once a second. A worker draws
 * on the canvas: only what it shows can be read.
 */
const drawn = (page: Page) =>
  page.waitForFunction(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('.live-spectrogram canvas');
    if (!canvas?.width) return false;
    const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d');
    copy?.drawImage(canvas, 0, 0);
    return copy?.getImageData(0, 0, canvas.width, canvas.height).data.some((value) => value > 0);
  });

const live = (sentence: string, heard: Heard = {}): Look => ({
  reach: async (there) => {
    await press(there, heard);
    await panel(there.page).getByText(sentence, { exact: true }).waitFor();
    if (!heard.deaf) await drawn(there.page);
  },
  part: panel,
});

const verdict = (said: 'hot' | 'cold' | 'unsure', probabilityHot: number, pour = false): Look =>
  live(home.verdicts[said].word, {
    said: { phase: 'pouring', verdict: said, probabilityHot },
    pour,
  });

/** The clock by which listening goes runs ahead. */
const later = (page: Page, seconds: number) =>
  page.evaluate((ms) => {
    const now = performance.now.bind(performance);
    performance.now = () => now() + ms;
  }, seconds * 1000);

const whenLater = (sentence: string, seconds: number): Look => ({
  reach: async (there) => {
    await press(there, {});
    await panel(there.page).getByText(listen.pourNow).waitFor();
    await drawn(there.page);
    await later(there.page, seconds);
    await panel(there.page).getByText(sentence).waitFor();
  },
  part: panel,
});

const rejected = (name: string) => (page: Page) =>
  page.addInitScript((thrown) => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', thrown));
  }, name);

const missing = (what: 'isSecureContext' | 'AudioWorkletNode') => (page: Page) =>
  page.addInitScript((name) => Object.defineProperty(window, name, { value: undefined }), what);

const failing = (sentence: string, before: (page: Page) => Promise<unknown>): Look => ({
  reach: async (there) => {
    await press(there, { before });
    await panel(there.page).getByText(sentence).waitFor();
  },
  part: panel,
});

const states: Looks = {
  'live-asking': failing(listen.allowMicrophone, (page) =>
    page.addInitScript(() => {
      navigator.mediaDevices.getUserMedia = () => new Promise(() => undefined);
    }),
  ),
  'live-listening': live(listen.pourNow),
  'live-pouring': live(listen.keepPouring, { said: { phase: 'pouring', verdict: null } }),
  'live-hot': verdict('hot', 0.97, true),
  'live-cold': { ...verdict('cold', 0.004), compared: 'both' },
  'live-unsure': { ...verdict('unsure', 0.46), compared: 'both' },

  'live-stopped': {
    reach: async (there) => {
      const { page } = there;
      await press(there, { said: { phase: 'pouring', verdict: 'cold', probabilityHot: 0.004 } });
      await drawn(page);
      await page.getByTestId('record').click();
      await panel(page).getByText(listen.resultBelow).waitFor();
    },
    part: panel,
  },

  'live-for-a-cup': {
    reach: async (there) => {
      const { page } = there;
      await hum(page, 0.05);
      await spoilWorkers(page, LIVE_WORKER, hearing(tone(5, SAMPLE_RATE), LISTENING));
      await page.reload();
      await page.getByText(cup.manage).click();
      await page.getByLabel(cup.nameLabel).fill('The large blue mug from Leeds');
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: cup.record }).click();
      await panel(page).getByText(listen.pourNow).waitFor();
      await drawn(page);
    },
    part: panel,
  },
};

/** The panel as in the states above, with another sentence. */
const sentences: Looks = {
  'live-too-quiet': live(hints['too-quiet'], { amplitude: 1e-4 }),
  'live-too-loud': live(hints.clipping, { amplitude: 1 }),
  'live-no-water': whenLater(hints['no-water'], 20),
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
  'live-deaf': live(listen.liveResultsStopped, { deaf: true }),
  'live-too-long': whenLater(listen.stoppedAtLimit, 300),

  'microphone-denied': failing(failures.denied, rejected('NotAllowedError')),
  'microphone-forbidden': failing(failures.forbidden, rejected('SecurityError')),
  'microphone-absent': failing(failures['no-microphone'], rejected('NotFoundError')),
  'microphone-in-use': failing(failures['in-use'], rejected('NotReadableError')),
  'microphone-not-started': failing(failures['not-started'], rejected('SomethingNewError')),
  'microphone-insecure': failing(failures.insecure, missing('isSecureContext')),
  'microphone-unsupported': failing(failures.unsupported, missing('AudioWorkletNode')),
  'microphone-unplugged': {
    reach: async (there) => {
      const { page } = there;
      await press(there, {
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
      await drawn(page);
      await page.evaluate(() => document.dispatchEvent(new Event('unplug')));
      await panel(page).getByText(failures.unplugged).waitFor();
    },
    part: panel,
  },
};

/** Those that take most room are compared. */
const LONGEST = ['live-processed', 'microphone-forbidden'];

const alike = Object.entries(sentences).map(([name, look]): [string, Look] => [
  name,
  LONGEST.includes(name) ? look : { ...look, compared: 'none' },
]);

export const microphone: Looks = { ...states, ...Object.fromEntries(alike) };
