/** Writes licences.md: each npm package and Rust crate that the site ships, with its licence. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Plugin } from 'vite';
import { licenceTexts } from './licence-texts.ts';
import { type ShippedPackage, wasmCrates } from './rust-crates.ts';

export const LICENCES = 'licences.md';

/**
 * Plugins that collect the npm packages of the page, its workers and its service worker. The page's
 * plugin of the service worker lists all files, so licences.md is written before: right after the
 * service worker is bundled.
 */
export function licences(repository: string) {
  const folders = new Set<string>();
  const collector = (): Plugin => ({
    name: 'licences',
    apply: 'build',
    generateBundle(_, bundle) {
      for (const output of Object.values(bundle)) {
        const ids =
          output.type === 'chunk'
            ? output.moduleIds
            : // Fonts, for example. Their names are relative to the root of the page.
              output.originalFileNames.map((name) => resolve(repository, 'www', name));
        for (const id of ids) {
          const folder = packageFolder(id);
          if (folder !== undefined) folders.add(folder);
        }
      }
    },
  });
  return {
    page: collector,
    worker: collector,
    serviceWorker: (): Plugin => ({
      ...collector(),
      writeBundle({ dir = '' }) {
        const packages = [...folders].map(npmPackage).sort(byName);
        const text = licencesDocument([...packages, ...wasmCrates(repository)]);
        writeFileSync(resolve(dir, LICENCES), text);
      },
    }),
  };
}

/** Markdown with each text once. Throws an error that names the packages without a text. */
export function licencesDocument(packages: readonly ShippedPackage[]): string {
  const headingsOfText = new Map<string, string[]>();
  const missing: string[] = [];
  for (const { name, version, licence, folder, source } of packages) {
    const texts = licenceTexts(folder, licence);
    if (texts.length === 0) missing.push(`${name} ${version}`);
    const text = texts.join('\n\n');
    const headings = headingsOfText.get(text) ?? [];
    headings.push(`## ${name} - ${version} (${licence})${source ? `\n\nSource: ${source}` : ''}`);
    headingsOfText.set(text, headings);
  }
  if (missing.length > 0) {
    throw new Error(`Packages without a licence text in their folder: ${missing.join(', ')}`);
  }
  const sections = [...headingsOfText].map(
    ([text, headings]) => `${headings.join('\n\n')}\n\n${text}\n`,
  );
  return `# Licences

The site contains this software. Each text applies to all packages named right above it.

${sections.join('\n')}`;
}

/** The folder of the npm package that has a module. */
function packageFolder(id: string): string | undefined {
  if (!id.includes('/node_modules/')) return undefined;
  for (let folder = dirname(id); folder !== dirname(folder); folder = dirname(folder)) {
    // Packages also have nested package.json files without a name.
    if (existsSync(resolve(folder, 'package.json')) && readPackage(folder).version) return folder;
  }
  return undefined;
}

function npmPackage(folder: string): ShippedPackage {
  const { name, version, license } = readPackage(folder);
  const source = `https://www.npmjs.com/package/${name}/v/${version}`;
  return { name, version, licence: license ?? '', folder, source };
}

function readPackage(folder: string): { name: string; version: string; license?: string } {
  return JSON.parse(readFileSync(resolve(folder, 'package.json'), 'utf8'));
}

function byName(one: ShippedPackage, other: ShippedPackage): number {
  return one.name < other.name ? -1 : 1;
}
