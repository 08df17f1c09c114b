/** Folders and files that the tests read and write. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { dataFolder, exampleFolder } from '../../www/build/example-recordings.ts';

export const repository = resolve(import.meta.dirname, '../..');

/** The folder of recordings, or undefined where it is missing. */
export const recordings = dataFolder(repository);

const caseFolder = resolve(repository, process.env.HOT_OR_COLD_CASES ?? '../shared/cases');

/** The folder of unusual and damaged recordings, or undefined where it is missing. */
export const cases = existsSync(caseFolder) ? caseFolder : undefined;

/** The folder of dist/'s recorded examples, or undefined where that build synthesises them. */
export const exampleRecordings = exampleFolder(repository);

export const commandLine = resolve(
  repository,
  process.env.HOT_OR_COLD_BIN ?? 'target/release/hot-or-cold',
);

/** A build whose examples are always synthesised. */
export const synthesisedSite = resolve(repository, 'target/e2e/site-with-synthesised-examples');

/** A subpath of the server, to test that the site does not depend on its path. */
export const synthesisedPath = '/on/a/subpath/';

/** Two different builds, for the state before and after an update. */
export const builds = {
  A: resolve(repository, 'target/e2e/build-A'),
  B: resolve(repository, 'target/e2e/build-B'),
};

export const screenshots = resolve(repository, 'target/screenshots');
export const output = resolve(repository, 'target/e2e/output');

/** Accepted screenshots. */
export const baseline = resolve(import.meta.dirname, 'visual/baseline');
