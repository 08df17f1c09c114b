/**
 * Names the classes of CSS Modules: `result-card_word` while developing, `h3` in a build. Hashed
 * names do not compress; they would add 1 kB to the first visit.
 */
import { readdirSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import type { Plugin } from 'vite';

type ClassName = (name: string, file: string) => string;

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

const readableName: ClassName = (name, file) => `${basename(file, '.module.css')}_${name}`;

/** One or two letters for the file, then the number of the class within it. */
export function shortNames(modules: readonly string[]): ClassName {
  const prefixes = new Map(modules.map((file, i) => [file, prefix(i)]));
  const classes = new Map<string, string[]>();
  return (name, file) => {
    const seen = classes.get(file) ?? [];
    classes.set(file, seen);
    if (!seen.includes(name)) seen.push(name);
    const letters = prefixes.get(file);
    if (letters === undefined) throw new Error(`${file} is not in the list of CSS Modules`);
    return `${letters}${seen.indexOf(name)}`;
  };
}

function prefix(i: number): string {
  const last = LETTERS[i % LETTERS.length] ?? '';
  return i < LETTERS.length ? last : prefix(Math.floor(i / LETTERS.length) - 1) + last;
}

export function cssClassNames(folder: string): Plugin {
  return {
    name: 'css-class-names',
    config: (_, { command }) => ({
      css: {
        modules: {
          localsConvention: 'camelCaseOnly',
          generateScopedName: command === 'build' ? shortNames(modulesIn(folder)) : readableName,
        },
      },
    }),
  };
}

/** Sorted, so that two builds give the same names. */
function modulesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.module.css'))
    .sort()
    .map((file) => resolve(folder, file));
}
