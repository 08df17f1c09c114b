/** Test data with plausible defaults. */
import type { Classification } from '../src/classify/classification.ts';
import { modelSha256 } from '../src/classify/model-constants.ts';
import type { LanguageCode } from '../src/i18n/locale.ts';
import type { Messages } from '../src/i18n/messages.ts';
import type { LiveState } from '../src/live/live-messages.ts';

/** With one pour, unless `changes` has others. */
export function makeClassification(changes: Partial<Classification> = {}): Classification {
  const { verdict = 'hot', probabilityHot = 0.97, seconds = 8 } = changes;
  return {
    verdict,
    probabilityHot,
    probabilityPouring: 0.99,
    seconds,
    references: 0,
    pours: verdict === 'not-pouring' ? [] : [{ start: 0, end: seconds, verdict, probabilityHot }],
    windows: [],
    spectrogram: {
      image: { width: 1, height: 1, data: new Uint8ClampedArray(4) } as unknown as ImageData,
      bandHz: Float32Array.from([1000]),
      seconds: 8,
      minDb: -80,
      maxDb: 0,
    },
    ...changes,
  };
}

export function makeLiveState(changes: Partial<LiveState> = {}): LiveState {
  return {
    phase: 'listening',
    verdict: null,
    probabilityHot: 0.5,
    probabilityPouring: 0,
    seconds: 0,
    pourStart: null,
    pourEnd: null,
    recordingStart: null,
    recordingEnd: null,
    columns: null,
    ...changes,
  };
}

/** A cold pour as measured by the current model. `undefined` removes a field. */
export const makeReference = (changes = {}) => ({
  isHot: false,
  probabilityPouring: 0.9,
  probabilityHot: 0.1,
  hotLogit: -2,
  model: modelSha256,
  ...changes,
});

/** The messages of a language themselves; i18n/index.ts exports a view without own keys. */
export async function loadMessages(code: LanguageCode): Promise<Messages> {
  const [messages] = Object.values(await import(`../src/i18n/${code}/index.ts`));
  return messages as Messages;
}
