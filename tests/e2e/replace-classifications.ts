/** Replaces the model's results by given ones, so that tests of the page do not change with it. */
import type { Page } from '@playwright/test';
import type {
  PourClassification,
  TemperatureEstimate,
  UnsureReason,
  Verdict,
} from '../../www/src/classify/classification.ts';
import { CLASSIFIER_WORKER, injectIntoWorkers } from './inject-into-workers.ts';

export interface Replacement {
  verdict: Verdict;
  probabilityHot: number;
  probabilityPouring: number;
  temperature?: TemperatureEstimate;
  reason?: UnsureReason;
  /** One over the whole recording by default. */
  pours?: readonly PourClassification[];
}

/** By the length of the recording in whole seconds. */
export type Replacements = Record<number, Replacement>;

/** Reloads the page. Recordings of other lengths keep the model's results. */
export async function replaceClassifications(page: Page, replacements: Replacements) {
  await injectIntoWorkers(page, CLASSIFIER_WORKER, workerScript(replacements));
  await page.reload();
}

const workerScript = (replacements: Replacements) => `
  const replacements = ${JSON.stringify(replacements)};
  const send = postMessage;
  const WINDOW_SECONDS = 2.096;
  const HOP_SECONDS = 0.208;

  /** Windows that get surer during each pour. */
  function windowsOf({ seconds, probabilityPouring, pours }) {
    const latest = seconds - WINDOW_SECONDS;
    const count = 1 + Math.ceil(latest / HOP_SECONDS);
    const windows = Array.from({ length: count }, (_, i) => {
      const start = Math.min(i * HOP_SECONDS, latest);
      const end = start + WINDOW_SECONDS;
      return { start, end, probabilityHot: 0.5, probabilityPouring };
    });
    for (const pour of pours) {
      const centre = ({ start, end }) => (start + end) / 2;
      const own = windows.filter((at) => pour.start <= centre(at) && centre(at) <= pour.end);
      own.forEach((window, i) => {
        const certainty = Math.min(1, 0.3 + i / own.length);
        window.probabilityHot = 0.5 + (pour.probabilityHot - 0.5) * certainty;
      });
    }
    return windows;
  }

  self.postMessage = (message, ...rest) => {
    const result = message.value?.value;
    const replacement = replacements[Math.round(result?.spectrogram?.seconds)];
    if (replacement) {
      const { verdict, probabilityHot } = replacement;
      const whole = { start: 0, end: result.seconds, verdict, probabilityHot };
      const pours = verdict === 'not-pouring' ? [] : [whole];
      const unknown = { temperature: undefined, reason: undefined };
      Object.assign(result, unknown, { pours }, replacement);
      result.windows = windowsOf(result);
    }
    return send(message, ...rest);
  };`;
