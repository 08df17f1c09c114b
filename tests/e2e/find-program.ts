/** Where a program is installed. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The first of the names in the search path, or in the folders that are named beside it. */
export function findProgram(names: readonly string[], ...beside: string[]): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...beside];
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(runs);
}

function runs(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
