import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { licencesDocument } from './licences.ts';
import { parseCrate, wasmCrates } from './rust-crates.ts';

const repository = resolve(import.meta.dirname, '../..');
const crates = wasmCrates(repository);
const names = crates.map(({ name }) => name);

/** Names and versions of Cargo.lock. */
const locked = readFileSync(resolve(repository, 'Cargo.lock'), 'utf8')
  .split('[[package]]')
  .flatMap((block) => {
    const name = /^name = "(.+)"$/m.exec(block)?.[1];
    const version = /^version = "(.+)"$/m.exec(block)?.[1];
    return name === undefined || version === undefined ? [] : [`${name} ${version}`];
  });

it('wasmCrates lists the decoders of the page, with their source', () => {
  const symphonia = locked.filter((crate) => crate.startsWith('symphonia'));
  expect(symphonia.length).toBeGreaterThan(10);
  const listed = crates.filter(({ licence }) => licence === 'MPL-2.0');
  expect(listed.map(({ name, version }) => `${name} ${version}`)).toEqual(symphonia);
  for (const { name, version, source } of listed) {
    expect(source).toBe(`https://crates.io/crates/${name}/${version}`);
  }
});

it.each(['hot-or-cold', 'hot-or-cold-decoder', 'inventory', 'tract-onnx', 'rustfft', 'web-sys'])(
  'wasmCrates lists %s',
  (name) => expect(names).toContain(name),
);

it.each([
  ['of the command line', ['clap', 'csv', 'hound', 'indicatif', 'rayon', 'pulp']],
  ['of tests', ['criterion', 'proptest', 'temp-dir', 'wasm-bindgen-test']],
  ['of macros and build scripts', ['serde_derive', 'syn', 'quote', 'thiserror-impl', 'cc']],
])('wasmCrates leaves out crates %s', (_, others) => {
  for (const name of others) {
    expect(locked.some((crate) => crate.startsWith(`${name} `))).toBe(true);
    expect(names).not.toContain(name);
  }
});

it('wasmCrates lists versions of Cargo.lock, each once', () => {
  const listed = crates.map(({ name, version }) => `${name} ${version}`);
  expect(new Set(listed).size).toBe(listed.length);
  const own = listed.filter((crate) => !crate.startsWith('Rust standard library '));
  expect(own.filter((crate) => !locked.includes(crate))).toEqual([]);
});

it('licencesDocument has a heading for each crate and the Mozilla licence once', () => {
  const text = licencesDocument(crates);
  for (const { name, version } of crates) expect(text).toContain(`\n## ${name} - ${version} (`);
  expect(text.match(/^Mozilla Public License Version 2\.0$/gm)).toHaveLength(1);
  expect(licencesDocument(wasmCrates(repository))).toBe(text);
});

it('parseCrate reports lines that it cannot read', () => {
  expect(() => parseCrate('warning: something', repository)).toThrow(/warning: something/);
});
