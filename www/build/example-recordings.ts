/**
 * Puts the four example recordings into the build where the data folder holds them.
 *
 * They are CC BY-SA and are not part of this project, so the build must also work without them:
 * the page then synthesises its examples (see src/examples.ts). `HOT_OR_COLD_EXAMPLES=synthesised`
 * leaves them out on purpose.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { Plugin } from 'vite';
import { dataFolder } from './data-folder.ts';

const MODULE = 'virtual:example-recordings';

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
  /** Whether the model was trained on this very recording. */
  learned: boolean;
}

function examples(folder: string): Example[] {
  const list = readFileSync(resolve(folder, 'clips.csv'));
  const all = parse(list, { columns: true }) as Row[];
  const pours = new Set(all.filter(({ kind }) => kind === 'pouring').map(({ sha256 }) => sha256));
  return all
    .filter(({ kind }) => kind === 'example')
    .map((row) => ({ ...row, learned: pours.has(row.sha256) }));
}

function checked(folder: string, row: Row): string {
  const path = resolve(folder, row.path);
  const digest = createHash('sha256').update(readFileSync(path)).digest('hex');
  if (digest !== row.sha256) {
    throw new Error(`${row.path} is not the recording that clips.csv describes (SHA-256 differs)`);
  }
  return path;
}

/** The source of the virtual module: assets imported with ?url, so Vite hashes and emits them. */
export function moduleSource(folder: string | undefined): string {
  const found = folder === undefined ? [] : examples(folder);
  const imports = found.map(
    (row, i) => `import url${i} from ${JSON.stringify(`${checked(folder as string, row)}?url`)};`,
  );
  const entries = found.map((row, i) => {
    const facts = {
      fahrenheit: Number(row.temperature_f),
      fileName: row.path.split('/').at(-1),
      author: row.author,
      licence: row.licence,
      source: row.source,
      learned: row.learned,
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
      if (id !== `\0${MODULE}`) return undefined;
      const synthesised = process.env.HOT_OR_COLD_EXAMPLES === 'synthesised';
      return moduleSource(synthesised ? undefined : dataFolder(repository));
    },
  };
}
