/** A person's own cup and the cold pours into it; what another version has kept is not trusted. */
import type { Reference } from '../../wasm/hot_or_cold.js';
import { modelSha256 } from '../classify/model-constants.ts';
import { fromStoredFile, type StoredFile, toStoredFile } from '../history/stored-file.ts';

export interface ColdPour {
  id: string;
  name: string;
  date: number;
  /** Kept so that another model can hear it too. */
  file: Blob;
  reference: Reference;
}

export interface Cup {
  id: string;
  name: string;
  date: number;
  pours: readonly ColdPour[];
}

/** As it is kept on this device; read with `readCup` alone. */
export interface StoredCup extends Omit<Cup, 'pours'> {
  pours: (Omit<ColdPour, 'file'> & { file: StoredFile })[];
}

export async function toStoredCup(cup: Cup): Promise<StoredCup> {
  const pours = cup.pours.map(async (pour) => ({ ...pour, file: await toStoredFile(pour.file) }));
  return { ...cup, pours: await Promise.all(pours) };
}

/** What verdicts are relative to. */
export interface ActiveReference {
  name: string;
  references: Reference[];
  /** Ids of the cold pours that they are of, by which one cup's pours are told from another's. */
  pours: readonly string[];
}

/**
 * A reference is a number of one model's own; another refuses it. So does a later version of the program
 * one that does not say yet how much it sounds like hot water.
 */
export function isFromOtherModel({ reference }: ColdPour): boolean {
  return reference.model !== modelSha256 || reference.probabilityHot === undefined;
}

/** Undefined where there is no cold pour that this model knows. */
export function activeReference({ name, pours }: Cup): ActiveReference | undefined {
  const known = pours.filter((pour) => !isFromOtherModel(pour));
  return known.length === 0
    ? undefined
    : {
        name,
        references: known.map(({ reference }) => reference),
        pours: known.map(({ id }) => id),
      };
}

/** Undefined for what cannot be read; pours that cannot be read are left out. */
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

function readReference(stored: unknown): Reference | undefined {
  if (!isObject(stored)) return undefined;
  const { clips, probabilityPouring, probabilityHot = 0, hotLogit, model } = stored;
  if (![clips, probabilityPouring, probabilityHot, hotLogit].every(Number.isFinite)) {
    return undefined;
  }
  return typeof model === 'string' ? (stored as unknown as Reference) : undefined;
}

function isObject(stored: unknown): stored is Record<string, unknown> {
  return typeof stored === 'object' && stored !== null;
}
