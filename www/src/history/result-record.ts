/**
 * Converts results to stored records and back. Every field of a record is checked, since another
 * version of the page may have written it.
 */
import type {
  Classification,
  ModelName,
  PourClassification,
  TemperatureEstimate,
  UnsureReason,
  Verdict,
} from '../classify/classification.ts';
import { modelSha256, modelVersion } from '../classify/model-constants.ts';
import type { Annotations, FinalState, Result } from '../results/results.ts';
import { LABELS } from '../results/verdict-counts.ts';
import { Failure } from '../util/failure.ts';
import { MAX_NAME_LENGTH, MAX_NOTE_LENGTH, trimmedText } from './result-name.ts';

export interface ResultRecord extends Annotations {
  id: string;
  name: string;
  origin: 'own' | 'live';
  /** Time of its batch in ms since 1970, and its index within the batch. */
  date: number;
  place: number;
  /** Size of the recording in bytes. */
  bytes: number;
  answer: Omit<Classification, 'spectrogram' | 'model'> | undefined;
  failure:
    | { code: string; sentence: string; detail: string | undefined; seconds?: number | undefined }
    | undefined;
  model: ModelName;
  app: string;
  /** Time of the removal in ms since 1970, while it can be undone. */
  removed?: number;
}

export function toRecord(
  id: string,
  result: Result,
  state: FinalState,
  bytes: number,
): ResultRecord {
  const { source, added, label, customName, note } = result;
  const failure = state.phase === 'failed' ? state.failure : undefined;
  return {
    id,
    name: source.name,
    origin: source.origin.kind === 'live' ? 'live' : 'own',
    ...added,
    bytes,
    label: label.peek(),
    customName: customName.peek(),
    note: note.peek(),
    answer: state.phase === 'classified' ? withoutSpectrogram(state.classification) : undefined,
    failure: failure && {
      code: failure.code,
      sentence: failure.sentence,
      detail: failure.detail,
      seconds: failure.seconds,
    },
    model: (state.phase === 'classified' ? state.classification.model : undefined) ?? {
      version: modelVersion,
      sha256: modelSha256,
    },
    app: __APP_VERSION__,
  };
}

function withoutSpectrogram({ spectrogram: _, model: __, ...answer }: Classification) {
  return answer;
}

/** Returns `undefined` for a damaged record. Unknown fields are ignored. */
export function readRecord(stored: unknown): ResultRecord | undefined {
  if (!isObject(stored)) return undefined;
  const { id, name, date, place, bytes, label, removed } = stored;
  const answer = readClassification(stored.answer);
  const failure = readFailure(stored.failure);
  const model = readModelName(stored.model);
  if (typeof id !== 'string' || typeof name !== 'string' || !isNumber(date)) return undefined;
  if (model === undefined || (answer === undefined && failure === undefined)) return undefined;
  return {
    id,
    name,
    origin: stored.origin === 'live' ? 'live' : 'own',
    date,
    place: isNumber(place) ? place : 0,
    bytes: isNumber(bytes) ? bytes : 0,
    label: LABELS.find((known) => known === label),
    customName: readText(stored.customName, MAX_NAME_LENGTH),
    note: readText(stored.note, MAX_NOTE_LENGTH),
    answer,
    failure,
    model,
    app: String(stored.app),
    ...(isNumber(removed) ? { removed } : {}),
  };
}

/** Returns the state that the card of a record shows. */
export function toFinalState({ answer, failure, model }: ResultRecord): FinalState {
  if (answer === undefined) {
    const { code = '', sentence = '', detail, seconds } = failure ?? {};
    const restored = new Failure(code, sentence, detail);
    restored.seconds = seconds;
    return { phase: 'failed', failure: restored };
  }
  const other = model.sha256 === modelSha256 ? {} : { model };
  return { phase: 'classified', classification: { ...answer, ...other } };
}

const VERDICTS: Verdict[] = ['hot', 'cold', 'unsure', 'not-pouring'];
const REASONS: UnsureReason[] = ['pours-differ', 'compressed'];

function isTemperature(stored: unknown): stored is TemperatureEstimate {
  return (
    isObject(stored) && isNumber(stored.fahrenheit) && isNumber(stored.low) && isNumber(stored.high)
  );
}

function readClassification(stored: unknown): ResultRecord['answer'] {
  if (!isObject(stored)) return undefined;
  const { probabilityHot, probabilityPouring, seconds, references, windows } = stored;
  const { cup, knownPours, temperature, pours, isClipped } = stored;
  const verdict = VERDICTS.find((known) => known === stored.verdict);
  const reason = REASONS.find((known) => known === stored.reason);
  if (
    verdict === undefined ||
    !isProbability(probabilityHot) ||
    !isProbability(probabilityPouring)
  ) {
    return undefined;
  }
  if (!isNumber(seconds) || !Array.isArray(windows) || !windows.every(isWindow)) return undefined;
  return {
    verdict,
    probabilityHot,
    probabilityPouring,
    seconds,
    references: isNumber(references) ? references : 0,
    windows,
    ...(Array.isArray(pours) && pours.every(isPour) ? { pours } : {}),
    ...(reason === undefined ? {} : { reason }),
    ...(isTemperature(temperature) ? { temperature } : {}),
    ...(isClipped === true ? { isClipped } : {}),
    ...(typeof cup === 'string' ? { cup } : {}),
    ...(isStringArray(knownPours) ? { knownPours } : {}),
  };
}

function isWindow(stored: unknown): boolean {
  return (
    isObject(stored) &&
    isNumber(stored.start) &&
    isNumber(stored.end) &&
    isProbability(stored.probabilityHot) &&
    isProbability(stored.probabilityPouring)
  );
}

function isPour(stored: unknown): stored is PourClassification {
  return (
    isObject(stored) &&
    isNumber(stored.start) &&
    isNumber(stored.end) &&
    VERDICTS.some((known) => known === stored.verdict) &&
    isProbability(stored.probabilityHot)
  );
}

function readFailure(stored: unknown): ResultRecord['failure'] {
  if (!isObject(stored) || typeof stored.sentence !== 'string') return undefined;
  const { code, sentence, detail, seconds } = stored;
  return {
    code: String(code),
    sentence,
    detail: typeof detail === 'string' ? detail : undefined,
    seconds: isNumber(seconds) ? seconds : undefined,
  };
}

function readModelName(stored: unknown): ModelName | undefined {
  if (!isObject(stored)) return undefined;
  const { version, sha256 } = stored;
  return typeof version === 'string' && typeof sha256 === 'string'
    ? { version, sha256 }
    : undefined;
}

function readText(stored: unknown, maxLength: number): string | undefined {
  return typeof stored === 'string' ? trimmedText(stored, maxLength) : undefined;
}

function isObject(stored: unknown): stored is Record<string, unknown> {
  return typeof stored === 'object' && stored !== null;
}

function isStringArray(stored: unknown): stored is string[] {
  return Array.isArray(stored) && stored.every((name) => typeof name === 'string');
}

function isNumber(stored: unknown): stored is number {
  return typeof stored === 'number' && Number.isFinite(stored);
}

function isProbability(stored: unknown): stored is number {
  return isNumber(stored) && stored >= 0 && stored <= 1;
}
