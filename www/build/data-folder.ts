import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** The folder that holds clips.csv and the recordings, or undefined where there is none. */
export function dataFolder(repository: string): string | undefined {
  const named = process.env.HOT_OR_COLD_DATA;
  const places = named ? [named] : ['../shared/data', 'data'];
  return places
    .map((place) => resolve(repository, place))
    .find((place) => existsSync(resolve(place, 'clips.csv')));
}
