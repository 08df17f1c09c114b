/** A cup with its cold pours, and its stored form. */
import type { ColdReference } from '../../wasm/hot_or_cold.js';
import { modelSha256 } from '../classify/model-constants.ts';
import { fromStoredFile, type StoredFile, toStoredFile } from '../history/schema.ts';

export interface ColdPour {
  id: string;
  name: string;
  date: number;
  /** The recording, so that a later model can recompute the reference. */
  file: Blob;
  reference: ColdReference;
}

export interface Cup {
  id: string;
  name: string;
  date: number;
  pours: readonly ColdPour[];
}

/** A cup as stored. Read it only with `readCup`. */
export interface StoredCup extends Omit<Cup, 'pours'> {
  pours: (Omit<ColdPour, 'file'> & { file: StoredFile })[];
}

export async function toStoredCup(cup: Cup): Promise<StoredCup> {
  const pours = cup.pours.map(async (pour) => ({ ...pour, file: await toStoredFile(pour.file) }));
  return { ...cup, pours: await Promise.all(pours) };
}

/** The references of the active cup, which verdicts are relative to. */
export interface ActiveReference {
  name: string;
  references: ColdReference[];
  /** Ids of the cold pours, one per reference. */
  pours: readonly string[];
}

/**
 * Whether the reference is unusable for this model: it was computed by another model, or by a
 * version that did not store `probabilityHot`.
 */
export function isFromOtherModel({ reference }: ColdPour): boolean {
  return reference.model !== modelSha256 || reference.probabilityHot === undefined;
}

/** Returns `undefined` without a cold pour of this model. */
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

function readPour(stored: unknown): ColdPour | undefined {
  if (!isObject(stored)) return undefined;
  const { id, name, date } = stored;
  const file = fromStoredFile(stored.file);
  const reference = readReference(stored.reference);
  if (typeof id !== 'string' || !file || !reference) return undefined;
  return { id, name: String(name), date: typeof date === 'number' ? date : 0, file, reference };
}

function readReference(stored: unknown): ColdReference | undefined {
  if (!isObject(stored)) return undefined;
  const { clips, probabilityPouring, probabilityHot = 0, hotLogit, model } = stored;
  if (![clips, probabilityPouring, probabilityHot, hotLogit].every(Number.isFinite)) {
    return undefined;
  }
  return typeof model === 'string' ? (stored as unknown as ColdReference) : undefined;
}

function isObject(stored: unknown): stored is Record<string, unknown> {
  return typeof stored === 'object' && stored !== null;
}
