/**
 * Adds the four example recordings to the build, if a folder contains them.
 *
 * They are CC BY-SA and not part of this project. Without them, or with
 * `HOT_OR_COLD_EXAMPLES=synthesised`, the page synthesises its examples (src/input/examples.ts).
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { Plugin } from 'vite';

const MODULE = 'virtual:example-recordings';

/** Folder of the fetched examples; the same path as `EXAMPLES` in model/data/fetch.py. */
const FETCHED_EXAMPLES = 'data/examples-only';

interface Row {
  path: string;
  kind: string;
  temperature_f: string;
  licence: string;
  author: string;
  source: string;
  sha256: string;
}

interface Example extends Row {
  /** Whether the model was trained on this recording. */
  inTrainingSet: boolean;
}

function examples(folder: string): Example[] {
  const list = readFileSync(resolve(folder, 'clips.csv'));
  const all = parse(list, { columns: true }) as Row[];
  const pours = new Set(all.filter(({ kind }) => kind === 'pouring').map(({ sha256 }) => sha256));
  return all
    .filter(({ kind }) => kind === 'example')
    .map((row) => ({ ...row, inTrainingSet: pours.has(row.sha256) }));
}

function isIntact(folder: string, row: Row): boolean {
  const path = resolve(folder, row.path);
  if (!existsSync(path)) return false;
  return createHash('sha256').update(readFileSync(path)).digest('hex') === row.sha256;
}

/** Whether it contains clips.csv and every example of that list, undamaged. */
function containsExamples(folder: string): boolean {
  if (!existsSync(resolve(folder, 'clips.csv'))) return false;
  const listed = examples(folder);
  return listed.length > 0 && listed.every((row) => isIntact(folder, row));
}

/** The folder that holds clips.csv and the recordings, or undefined without one. */
export function dataFolder(repository: string): string | undefined {
  const named = process.env.HOT_OR_COLD_DATA;
  const places = named ? [named] : ['../shared/data', 'data'];
  return places
    .map((place) => resolve(repository, place))
    .find((place) => existsSync(resolve(place, 'clips.csv')));
}

/** The folder of the example recordings, or undefined if the page synthesises its examples. */
export function exampleFolder(
  repository: string,
  recordings: string | undefined = dataFolder(repository),
): string | undefined {
  if (process.env.HOT_OR_COLD_EXAMPLES === 'synthesised') return undefined;
  return [recordings, resolve(repository, FETCHED_EXAMPLES)]
    .filter((folder) => folder !== undefined)
    .find(containsExamples);
}

/** The source of the virtual module. Imports with ?url make Vite hash and emit the files. */
export function moduleSource(folder: string | undefined): string {
  const found = folder === undefined ? [] : examples(folder);
  const imports = found.map(
    (row, i) =>
      `import url${i} from ${JSON.stringify(`${resolve(folder as string, row.path)}?url`)};`,
  );
  const entries = found.map((row, i) => {
    const facts = {
      fahrenheit: Number(row.temperature_f),
      fileName: row.path.split('/').at(-1),
      author: row.author,
      licence: row.licence,
      source: row.source,
      inTrainingSet: row.inTrainingSet,
    };
    return `{ ...${JSON.stringify(facts)}, url: url${i} }`;
  });
  return `${imports.join('\n')}\nexport const recordings = [${entries.join(', ')}];\n`;
}

export function exampleRecordings(repository: string): Plugin {
  return {
    name: 'example-recordings',
    resolveId: (id) => (id === MODULE ? `\0${MODULE}` : undefined),
    load(id) {
      return id === `\0${MODULE}` ? moduleSource(exampleFolder(repository)) : undefined;
    },
  };
}
