/** Names of results: the person's own, or one made from the file or the time of recording. */
import { groundTruth } from '../classify/model-constants.ts';
import { temperature, timeOfDay } from '../i18n/format.ts';
import { actions } from '../i18n/index.ts';
import { scale } from '../i18n/temperature-scale.tsx';
import { parseRecordingTime } from '../live/recording-file.ts';
import type { Result } from '../results/results.ts';

/** In UTF-16 code units, as `maxlength` counts them. */
export const MAX_NAME_LENGTH = 60;
export const MAX_NOTE_LENGTH = 280;

/** The name that the page shows. */
export function nameOf(result: Pick<Result, 'customName' | 'source' | 'sharesMinute'>): string {
  return result.customName.value ?? originalNameOf(result);
}

/** “Pour, 02:59” for a live recording, “Hot example, 212 °F”, else the name of the file. */
export function originalNameOf({
  source: { name, origin },
  sharesMinute,
}: Pick<Result, 'source' | 'sharesMinute'>): string {
  switch (origin.kind) {
    case 'own':
      return name;
    case 'live':
      return recordingNameOf(name, sharesMinute.value);
    case 'recorded':
    case 'synthesised':
      return exampleNameOf(name);
  }
}

/** The files of examples end like `-212f.m4a`. */
function exampleNameOf(fileName: string): string {
  const [, degrees] = /-(\d+)f\.\w+$/.exec(fileName) ?? [];
  if (degrees === undefined) return fileName;
  const fahrenheit = Number(degrees);
  return actions.naming.example(groundTruth(fahrenheit), temperature(fahrenheit, scale.value));
}

/**
 * “Pour, 02:59” for a file that this page recorded, else the name of the file. The seconds tell
 * recordings of one minute apart.
 */
export function recordingNameOf(fileName: string, hasSeconds = false): string {
  const time = parseRecordingTime(fileName);
  return time === undefined ? fileName : actions.naming.live(timeOfDay(time, hasSeconds));
}

/** Returns `undefined` for a blank text. */
export function trimmedText(text: string, maxLength: number): string | undefined {
  return text.trim().slice(0, maxLength).trimEnd() || undefined;
}
