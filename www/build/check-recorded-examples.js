/**
 * Fails if the model gets a recorded example of a built site wrong.
 *
 *     node www/build/check-recorded-examples.js PROGRAM SITE LIST
 *
 * PROGRAM is the command-line program: Node itself cannot decode m4a, which is why this isn't part
 * of the Vite build, as check-synthesised-pours.ts is. LIST, model/clips.csv, has the temperatures,
 * found by SHA-256, since Vite renames the files.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { wrongVerdicts } from './wrong-verdicts.js';

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
const lines = (stdout ?? '').trim().split('\n');
if (status === null || lines.length !== files.length) {
  fail([`${program} does not classify the recorded examples: ${error?.message ?? stderr.trim()}`]);
}

const problems = lines.flatMap((line) => {
  const judged = JSON.parse(line);
  const row = rows.get(createHash('sha256').update(readFileSync(judged.file)).digest('hex'));
  if (row === undefined) return [`${judged.file} is not an example of ${list}.`];
  if (judged.error)
    return [`The model has no verdict on the example “${row.path}”: ${judged.error}`];
  const example = {
    name: row.path,
    fahrenheit: Number(row.temperature_f),
    verdict: judged.verdict,
    probabilityHot: judged.probability_hot,
    probabilityPouring: judged.probability_pouring,
  };
  return wrongVerdicts([example], labels);
});
if (problems.length > 0) fail(problems);
console.log(`The model gets all ${files.length} recorded examples right.`);

/** @param {string[]} sentences */
function fail(sentences) {
  for (const sentence of sentences) console.error(sentence);
  process.exit(1);
}
