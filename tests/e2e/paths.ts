/** Where the tests find and leave things. */
import { resolve } from 'node:path';
import { dataFolder } from '../../www/build/data-folder.ts';
import { exampleFolder } from '../../www/build/example-recordings.ts';

export const repository = resolve(import.meta.dirname, '../..');

/** The folder of recordings, or undefined where there is none. */
export const recordings = dataFolder(repository);

/** The folder of dist/'s recorded examples, or undefined where that build synthesises them. */
export const exampleRecordings = exampleFolder(repository);

export const commandLine = resolve(
  repository,
  process.env.HOT_OR_COLD_BIN ?? 'target/release/hot-or-cold',
);

/** A second build, whose examples are synthesised even where the recordings are there. */
export const synthesisedSite = resolve(repository, 'target/e2e/site-with-synthesised-examples');

/** Not the root of its server, to see that the site works on any path. */
export const synthesisedPath = '/on/a/subpath/';

/** Two builds that differ, as before and after an update. */
export const builds = {
  A: resolve(repository, 'target/e2e/build-A'),
  B: resolve(repository, 'target/e2e/build-B'),
};

export const screenshots = resolve(repository, 'target/screenshots');
export const output = resolve(repository, 'target/e2e/output');

/** What the page is to look like: pictures that were looked at and accepted. */
export const baseline = resolve(import.meta.dirname, 'visual/baseline');
