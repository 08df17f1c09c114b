/** Finds the licence texts of a package among its files. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Files with licence texts. `NOTICE` is part of the Apache licence, section 4(d). */
const LICENCE_FILE = /^(licen[cs]e|copying|unlicense)([-_.].*)?$/i;
const NOTICE_FILE = /^notice([-_.].*)?$/i;

/** Where a package leaves the choice, its shortest licence is listed. */
const PREFERRED = ['MIT', '0BSD', 'Zlib', 'ISC', 'Apache-2.0'];

/**
 * Returns the texts that fulfil an SPDX expression such as `(MIT OR Apache-2.0) AND Unicode-3.0`.
 * Older crates write `MIT/Apache-2.0`. Empty if the folder has none.
 */
export function licenceTexts(folder: string, expression: string): string[] {
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort();
  const files = names.filter((name) => LICENCE_FILE.test(name));
  const chosen = new Set<string>();
  for (const part of expression.replaceAll(/[()]/g, ' ').split(' AND ')) {
    const identifiers = part.split(/ OR |\//).map((identifier) => identifier.trim());
    const named = byPreference(identifiers)
      .map((identifier) => files.find((name) => isNamedAfter(name, identifier)))
      .find((name) => name !== undefined);
    for (const name of named === undefined ? files.filter(isGeneric) : [named]) chosen.add(name);
  }
  // A file name that no part of the expression explains.
  if (chosen.size === 0) for (const name of files) chosen.add(name);
  if (chosen.size === 0) return [];
  const notices = names.filter((name) => NOTICE_FILE.test(name));
  return [...chosen, ...notices]
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .map((text) => text.replaceAll('\r\n', '\n').trim())
    .filter((text) => text !== '');
}

function byPreference(identifiers: readonly string[]): string[] {
  const rank = (identifier: string) => {
    const index = PREFERRED.indexOf(identifier);
    return index === -1 ? PREFERRED.length : index;
  };
  return [...identifiers].sort((one, other) => rank(one) - rank(other));
}

/** Whether a file is named like LICENSE-MIT, LICENSE_APACHE or LICENSE-ZLIB.txt. */
function isNamedAfter(name: string, identifier: string): boolean {
  const [family = ''] = identifier.toLowerCase().split('-');
  return family !== '' && name.toLowerCase().split(/[-_.]/).slice(1).includes(family);
}

function isGeneric(name: string): boolean {
  return /^(licen[cs]e|copying)(\.(md|txt))?$/i.test(name);
}
