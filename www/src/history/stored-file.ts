/**
 * Sound in the form in which it is kept: bytes, and no Blob. WebKit refuses a Blob in a private
 * window, and now and then in others: "Error preparing Blob/File data to be stored in object store"
 * (jakearchibald/idb#58, dexie/Dexie.js#1919).
 */
export interface StoredFile {
  type: string;
  bytes: ArrayBuffer;
}

export async function toStoredFile(file: Blob): Promise<StoredFile> {
  return { type: file.type, bytes: await file.arrayBuffer() };
}

/** Undefined for what cannot be read; up to version 2 of the database a Blob was kept. */
export function fromStoredFile(stored: unknown): Blob | undefined {
  if (stored instanceof Blob) return stored;
  if (typeof stored !== 'object' || stored === null) return undefined;
  const { type, bytes } = stored as Partial<StoredFile>;
  return bytes instanceof ArrayBuffer ? new Blob([bytes], { type: String(type) }) : undefined;
}
