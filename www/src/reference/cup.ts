/** A cup with its known pours, and its stored form. */
import type { PourReference } from '../../wasm/hot_or_cold.js';
import {
  confidenceThreshold,
  type HotOrCold,
  modelSha256,
  pouringThreshold,
} from '../classify/model-constants.ts';
import { fromStoredFile, type StoredFile, toStoredFile } from '../history/schema.ts';

/** A pour whose water the person says was hot or cold. */
export interface KnownPour {
  id: string;
  name: string;
  date: number;
  /** The recording, so that a later model can recompute the reference. */
  file: Blob;
  reference: PourReference;
}

export interface Cup {
  id: string;
  name: string;
  date: number;
  pours: readonly KnownPour[];
}

/** A cup as stored. Read it only with `readCup`. */
export interface StoredCup extends Omit<Cup, 'pours'> {
  pours: (Omit<KnownPour, 'file'> & { file: StoredFile })[];
}

export async function toStoredCup(cup: Cup): Promise<StoredCup> {
  const pours = cup.pours.map(async (pour) => ({ ...pour, file: await toStoredFile(pour.file) }));
  return { ...cup, pours: await Promise.all(pours) };
}

/** The references of the active cup, which verdicts are relative to. */
export interface ActiveReference {
  name: string;
  references: PourReference[];
  /** Ids of the pours, one per reference. */
  pours: readonly string[];
}

/**
 * Whether the reference is unusable for this model: it was computed by another model, or by a
 * version that did not store `probabilityHot`.
 */
export function isFromOtherModel({ reference }: KnownPour): boolean {
  return reference.model !== modelSha256 || reference.probabilityHot === undefined;
}

export function temperatureOf({ isHot }: PourReference): HotOrCold {
  return isHot ? 'hot' : 'cold';
}

/** Why a pour may spoil the calibration. `other-model` is not used, the others are. */
export type Doubt = 'other-model' | 'not-a-pour' | 'sounds-other';

/** Returns `undefined` if the pour sounds as the person says. */
export function doubtOf(pour: KnownPour): Doubt | undefined {
  if (isFromOtherModel(pour)) return 'other-model';
  const { isHot, probabilityPouring, probabilityHot } = pour.reference;
  if (probabilityPouring < pouringThreshold) return 'not-a-pour';
  const probabilityOther = isHot ? 1 - probabilityHot : probabilityHot;
  return probabilityOther >= confidenceThreshold ? 'sounds-other' : undefined;
}

/** The temperature that a cup has no pour of, while it has one of the other. */
export function missingTemperature(
  references: readonly Pick<PourReference, 'isHot'>[],
): HotOrCold | undefined {
  const hot = references.filter(({ isHot }) => isHot).length;
  if (hot === 0 && references.length > 0) return 'hot';
  return hot > 0 && hot === references.length ? 'cold' : undefined;
}

/** Returns `undefined` without a pour of this model. */
export function activeReference({ name, pours }: Cup): ActiveReference | undefined {
  const usable = pours.filter((pour) => !isFromOtherModel(pour));
  return usable.length === 0
    ? undefined
    : {
        name,
        references: usable.map(({ reference }) => reference),
        pours: usable.map(({ id }) => id),
      };
}

/** Returns `undefined` for a damaged cup. Damaged pours are left out. */
export function readCup(stored: unknown): Cup | undefined {
  if (!isObject(stored)) return undefined;
  const { id, name, date, pours } = stored;
  if (typeof id !== 'string' || typeof name !== 'string' || !Array.isArray(pours)) return undefined;
  return {
    id,
    name,
    date: typeof date === 'number' ? date : 0,
    pours: pours.map(readPour).filter((pour) => pour !== undefined),
  };
}

function readPour(stored: unknown): KnownPour | undefined {
  if (!isObject(stored)) return undefined;
  const { id, name, date } = stored;
  const file = fromStoredFile(stored.file);
  const reference = readReference(stored.reference);
  if (typeof id !== 'string' || !file || !reference) return undefined;
  return { id, name: String(name), date: typeof date === 'number' ? date : 0, file, reference };
}

function readReference(stored: unknown): PourReference | undefined {
  if (!isObject(stored)) return undefined;
  const { probabilityPouring, probabilityHot = 0, hotLogit, model } = stored;
  if (![probabilityPouring, probabilityHot, hotLogit].every(Number.isFinite)) return undefined;
  if (typeof model !== 'string') return undefined;
  // Versions that knew cold pours only stored no `isHot`, and a number of clips.
  const { clips: _, ...reference } = stored;
  return { ...reference, isHot: stored.isHot === true } as PourReference;
}

function isObject(stored: unknown): stored is Record<string, unknown> {
  return typeof stored === 'object' && stored !== null;
}
