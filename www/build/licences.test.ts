import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { licenceTexts } from './licence-texts.ts';
import { LICENCES, licences, licencesDocument } from './licences.ts';
import type { ShippedPackage } from './rust-crates.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'licences-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function folderWith(...files: string[]): string {
  const folder = mkdtempSync(join(root, 'package-'));
  for (const name of files) writeFileSync(join(folder, name), `text of ${name}\r\n`);
  return folder;
}

function shipped(name: string, folder: string): ShippedPackage {
  const source = `https://example.org/${name}`;
  return { name, version: '1.2.3', licence: 'MIT', folder, source };
}

it.each([
  ['MIT', ['LICENSE'], ['LICENSE']],
  ['MIT', ['license.md', 'README.md', 'src'], ['license.md']],
  ['MIT', ['LICENCE.txt'], ['LICENCE.txt']],
  ['MIT OR Apache-2.0', ['LICENSE', 'LICENSE-APACHE', 'LICENSE-MIT'], ['LICENSE-MIT']],
  ['Apache-2.0/MIT', ['LICENSE_APACHE', 'LICENSE_MIT'], ['LICENSE_MIT']],
  ['Zlib OR Apache-2.0 OR MIT', ['LICENSE-APACHE.txt', 'LICENSE-ZLIB.txt'], ['LICENSE-ZLIB.txt']],
  ['Unlicense OR MIT', ['COPYING', 'LICENSE-MIT', 'UNLICENSE'], ['LICENSE-MIT']],
  [
    '(MIT OR Apache-2.0) AND Unicode-3.0',
    ['LICENSE-APACHE', 'LICENSE-MIT', 'LICENSE-UNICODE'],
    ['LICENSE-MIT', 'LICENSE-UNICODE'],
  ],
  ['Apache-2.0', ['LICENSE-APACHE', 'NOTICE'], ['LICENSE-APACHE', 'NOTICE']],
  ['', ['LICENSE-OWN'], ['LICENSE-OWN']],
  ['MIT', ['NOTICE', 'licenses.rs', 'README.md'], []],
])('licenceTexts chooses the files of %s among %j', (expression, files, expected) => {
  const texts = licenceTexts(folderWith(...files), expression);
  expect(texts).toEqual(expected.map((name) => `text of ${name}`));
});

it('licenceTexts ignores folders and empty files', () => {
  const folder = folderWith();
  mkdirSync(join(folder, 'LICENSES'));
  mkdirSync(join(folder, 'LICENSE'));
  writeFileSync(join(folder, 'COPYING'), ' \n');
  expect(licenceTexts(folder, 'MIT')).toEqual([]);
});

it('licencesDocument prints a text once for all packages that share it', () => {
  const folders = [folderWith('LICENSE'), folderWith('COPYING'), folderWith('LICENSE')];
  const text = licencesDocument(
    folders.map((folder, index) => shipped(`package-${index}`, folder)),
  );
  expect(text.match(/text of LICENSE/g)).toHaveLength(1);
  const parts = ['package-0', 'package-2', 'text of LICENSE', 'package-1', 'text of COPYING'];
  expect(parts.map((part) => text.indexOf(part))).toEqual(
    parts.map((part) => text.indexOf(part)).sort((one, other) => one - other),
  );
  expect(text).toContain('## package-0 - 1.2.3 (MIT)\n\nSource: https://example.org/package-0\n');
});

it('licencesDocument names every package without a licence text', () => {
  const packages = [
    shipped('good', folderWith('LICENSE')),
    shipped('bad', folderWith('README.md')),
    shipped('worse', folderWith()),
  ];
  expect(() => licencesDocument(packages)).toThrow(/: bad 1\.2\.3, worse 1\.2\.3$/);
});

it('licences lists packages of the page, its font, its workers and its service worker', () => {
  const repository = resolve(import.meta.dirname, '../..');
  const { page, worker, serviceWorker } = licences(repository);
  const bundles = {
    'node_modules/preact/hooks/dist/hooks.module.js': page(),
    'node_modules/comlink/dist/esm/comlink.mjs': worker(),
    'node_modules/workbox-precaching/PrecacheController.js': serviceWorker(),
  };
  for (const [module, plugin] of Object.entries(bundles)) {
    const moduleIds = ['\0vite/preload-helper.js', resolve(repository, 'www/src/main.tsx')];
    const chunk = { type: 'chunk', moduleIds: [...moduleIds, resolve(repository, module)] };
    Reflect.apply(plugin.generateBundle as () => void, plugin, [{}, { 'a.js': chunk }]);
  }
  const font = {
    type: 'asset',
    originalFileNames: ['../node_modules/@fontsource/bricolage-grotesque/files/latin.woff2'],
  };
  const fontPlugin = page();
  Reflect.apply(fontPlugin.generateBundle as () => void, fontPlugin, [{}, { 'a.woff2': font }]);
  const last = bundles['node_modules/workbox-precaching/PrecacheController.js'];
  Reflect.apply(last.writeBundle as () => void, last, [{ dir: root }]);
  const text = readFileSync(join(root, LICENCES), 'utf8');
  const names = ['preact', 'comlink', 'workbox-precaching', 'symphonia-core'];
  for (const name of [...names, '@fontsource/bricolage-grotesque']) {
    expect(text).toMatch(new RegExp(`^## ${name} - \\d`, 'm'));
  }
});
