/**
 * Fails if the model classifies a recorded example of a built site wrongly.
 *
 *     node www/build/check-recorded-examples.js PROGRAM SITE LIST
 *
 * PROGRAM is the command-line program, which decodes m4a; Node cannot. LIST is model/clips.csv,
 * which contains the temperatures. Files are identified by SHA-256, since Vite renames them.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { MAY_BE_UNSURE_F, wrongVerdicts } from './wrong-verdicts.js';

const [program = '', site = '', list = ''] = process.argv.slice(2);
const sidecar = new URL('../../model/hot-or-cold.json', import.meta.url);
const { labels } = JSON.parse(readFileSync(sidecar, 'utf8'));

const files = readdirSync(join(site, 'assets'))
  .filter((name) => name.endsWith('.m4a'))
  .map((name) => join(site, 'assets', name));
if (files.length === 0) fail([`There are no recorded examples in ${site}.`]);

/** @typedef {{ path: string, kind: string, temperature_f: string, sha256: string }} Row */
const rows = new Map(
  /** @type {Row[]} */ (parse(readFileSync(list), { columns: true }))
    .filter(({ kind }) => kind === 'example')
    .map((row) => [row.sha256, row]),
);
const { status, stdout, stderr, error } = spawnSync(program, ['classify', '--json', ...files], {
  encoding: 'utf8',
});
const outputs = (stdout ?? '').trim().split('\n').map(parseJson);
// Status 1 means that some files have no verdict.
if ((status !== 0 && status !== 1) || outputs.length !== files.length) {
  fail([`${program} does not classify the recorded examples: ${error?.message ?? stderr.trim()}`]);
}

const digests = files.map((file) => createHash('sha256').update(readFileSync(file)).digest('hex'));
const problems = [...rows]
  .filter(([digest]) => !digests.includes(digest))
  .map(([, row]) => `The site lacks the example “${row.path}”.`);
for (const [i, file] of files.entries()) problems.push(...problemsOf(file, digests[i], outputs[i]));
if (problems.length > 0) fail(problems);
console.log(`The model gets none of the ${files.length} recorded examples wrong.`);

/**
 * @param {string} file
 * @param {string | undefined} digest
 * @param {any} output
 * @returns {string[]}
 */
function problemsOf(file, digest, output) {
  const row = rows.get(digest ?? '');
  if (row === undefined) return [`${file} is not an example of ${list}.`];
  if (output?.file !== file) return [`${program} has no answer on the example “${row.path}”.`];
  if (row.temperature_f === '') return [`${list} has no temperature of “${row.path}”.`];
  if (output.error)
    return [`The model has no verdict on the example “${row.path}”: ${output.error}`];
  const example = {
    name: row.path,
    fahrenheit: Number(row.temperature_f),
    verdict: output.verdict,
    probabilityHot: output.probability_hot,
    probabilityPouring: output.probability_pouring,
  };
  return wrongVerdicts([example], labels, MAY_BE_UNSURE_F);
}

/** @param {string} line */
function parseJson(line) {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** @param {string[]} sentences */
function fail(sentences) {
  for (const sentence of sentences) console.error(sentence);
  process.exit(1);
}
