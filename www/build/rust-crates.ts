/**
 * Lists the crates that are compiled into the page's WebAssembly.
 *
 * `cargo tree` resolves targets and features exactly. It takes half a second and no network after a
 * build. cargo-about would take minutes to compile, and `cargo metadata` downloads crates of tests.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { resolve } from 'node:path';

export interface ShippedPackage {
  name: string;
  version: string;
  /** SPDX expression. */
  licence: string;
  /** Folder with the licence files. */
  folder: string;
  /** Web page from which the source code can be downloaded, which MPL-2.0 requires. */
  source?: string;
}

/** As build.sh compiles them. */
const WASM_PACKAGES = [
  ['--package', 'hot-or-cold', '--no-default-features'],
  ['--package', 'hot-or-cold-decoder'],
];

/** Crates that lack a licence file; the other crate is from the same repository and has it. */
const SAME_LICENCE: Readonly<Record<string, string>> = {
  'nom-language': 'nom',
  'tract-extra': 'tract-core',
};

/** The crate with the licence file of the Rust project, which the toolchain may lack. */
const RUST_PROJECT = 'log';

/** Sorted by name and version. */
export function wasmCrates(repository: string): ShippedPackage[] {
  const lines = WASM_PACKAGES.flatMap((parameters) => cargoTree(repository, parameters));
  const crates = [...new Set(lines)].sort().map((line) => parseCrate(line, repository));
  const folders = new Map(crates.map(({ name, folder }) => [name, folder]));
  for (const crate of crates) {
    const other = folders.get(SAME_LICENCE[crate.name] ?? '');
    if (other !== undefined) crate.folder = other;
  }
  const standardLibrary = folders.get(RUST_PROJECT);
  if (standardLibrary !== undefined) crates.push(rustLibrary(repository, standardLibrary));
  return crates;
}

function cargoTree(repository: string, parameters: readonly string[]): string[] {
  const output = execFileSync(
    'cargo',
    [
      ...['tree', '--locked', '--target', 'wasm32-unknown-unknown', ...parameters],
      // Procedural macros and build scripts run on the builder's machine.
      ...['--edges', 'normal,no-proc-macro', '--prefix', 'none', '--format', '{p}\t{l}'],
    ],
    { cwd: repository, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
  );
  // A repeated crate has an asterisk.
  return output.split('\n').flatMap((line) => line.replace(/ \(\*\)$/, '') || []);
}

/** Parses `name v1.0.0<tab>MIT`, or `name v1.0.0 (/path)<tab>MIT` for a crate of the project. */
export function parseCrate(line: string, repository: string): ShippedPackage {
  const [, name, version, path, licence] = /^(\S+) v(\S+)(?: \((.+)\))?\t(.*)$/.exec(line) ?? [];
  if (name === undefined || version === undefined || licence === undefined) {
    throw new Error(`cargo tree printed an unknown line: ${line}`);
  }
  if (path !== undefined) return { name, version, licence, folder: repository };
  const source = `https://crates.io/crates/${name}/${version}`;
  return { name, version, licence, folder: sourceFolder(name, version), source };
}

/** The crate's source code, which cargo has unpacked to compile it. */
function sourceFolder(name: string, version: string): string {
  const registries = resolve(
    process.env.CARGO_HOME ?? resolve(homedir(), '.cargo'),
    'registry/src',
  );
  const folder = (existsSync(registries) ? readdirSync(registries) : [])
    .map((registry) => resolve(registries, registry, `${name}-${version}`))
    .find(existsSync);
  if (folder === undefined) throw new Error(`${registries} lacks the source of ${name} ${version}`);
  return folder;
}

function rustLibrary(repository: string, folder: string): ShippedPackage {
  const output = execFileSync('rustc', ['--version'], { cwd: repository, encoding: 'utf8' });
  const version = output.split(' ')[1] ?? '';
  return {
    name: 'Rust standard library',
    version,
    licence: 'MIT OR Apache-2.0',
    folder,
    source: `https://github.com/rust-lang/rust/tree/${version}/library`,
  };
}
