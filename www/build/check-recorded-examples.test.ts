import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, expect, it } from 'vitest';

const script = fileURLToPath(new URL('./check-recorded-examples.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'hot-or-cold-'));
afterAll(() => rmSync(folder, { recursive: true }));

const assets = join(folder, 'dist/assets');
const program = join(folder, 'hot-or-cold');
const list = join(folder, 'clips.csv');

/** Writes a fake command-line program with the same output for every file. */
function fakeProgram(line: object): void {
  writeFileSync(
    program,
    `#!/usr/bin/env node
    const [command, flag, ...files] = process.argv.slice(2);
    if (command !== 'classify' || flag !== '--json') process.exit(2);
    for (const file of files) console.log(JSON.stringify({ file, ...${JSON.stringify(line)} }));`,
    { mode: 0o755 },
  );
}

beforeEach(() => {
  rmSync(assets, { recursive: true, force: true });
  mkdirSync(assets, { recursive: true });
  writeFileSync(join(assets, 'hot-Ab12.m4a'), 'hot sound');
  const sha256 = createHash('sha256').update('hot sound').digest('hex');
  writeFileSync(
    list,
    [
      'path,kind,temperature_f,sha256',
      `examples/hot.m4a,example,212,${sha256}`,
      'pour.m4a,pouring,40,00\n',
    ].join('\n'),
  );
  fakeProgram({ verdict: 'hot', probability_hot: 0.98, probability_pouring: 0.99 });
});

const check = () => {
  const parameters = [script, program, join(folder, 'dist'), list];
  const { status, stdout, stderr } = spawnSync(process.execPath, parameters, { encoding: 'utf8' });
  return { status, output: (stdout + stderr).trim() };
};

it('the check accepts examples whose verdicts are right', () => {
  expect(check()).toEqual({
    status: 0,
    output: 'The model gets none of the 1 recorded examples wrong.',
  });
});

it('the check accepts unsure at 175 °F only', () => {
  fakeProgram({ verdict: 'unsure', probability_hot: 0.46, probability_pouring: 0.79 });
  expect(check().status).toBe(1);
  writeFileSync(list, readFileSync(list, 'utf8').replace(',212,', ',175,'));
  expect(check().status).toBe(0);
  fakeProgram({ verdict: 'cold', probability_hot: 0.1, probability_pouring: 0.79 });
  expect(check().status).toBe(1);
});

it('the check fails with a sentence on a wrong verdict', () => {
  fakeProgram({ verdict: 'cold', probability_hot: 0.1, probability_pouring: 0.99 });
  expect(check()).toEqual({
    status: 1,
    output:
      'The model gets the hot example “examples/hot.m4a” wrong: ' +
      'its verdict is cold (probability of hot 10.0%, pouring 99.0%).',
  });
});

it('the check fails if an example has no verdict', () => {
  fakeProgram({ verdict: null, error: 'This is not audio.' });
  expect(check()).toEqual({
    status: 1,
    output: 'The model has no verdict on the example “examples/hot.m4a”: This is not audio.',
  });
});

it('the check fails on a recording that is not listed', () => {
  writeFileSync(join(assets, 'other-Cd34.m4a'), 'other sound');
  const { status, output } = check();
  expect(status).toBe(1);
  expect(output).toContain('other-Cd34.m4a is not an example of');
});

it('the check fails if the program does not run', () => {
  rmSync(program);
  const { status, output } = check();
  expect(status).toBe(1);
  expect(output).toContain('does not classify the recorded examples');
});

it('the check fails without examples', () => {
  rmSync(join(assets, 'hot-Ab12.m4a'));
  expect(check()).toMatchObject({
    status: 1,
    output: expect.stringContaining('no recorded examples'),
  });
});

it('the check fails if the site lacks a listed example', () => {
  const sha256 = createHash('sha256').update('cold sound').digest('hex');
  writeFileSync(list, `${readFileSync(list, 'utf8')}examples/cold.m4a,example,40,${sha256}\n`);
  const { status, output } = check();
  expect(status).toBe(1);
  expect(output).toBe('The site lacks the example “examples/cold.m4a”.');
});

it('the check fails on output for another file or without JSON', () => {
  fakeProgram({ file: 'another.m4a', verdict: 'hot' });
  expect(check().output).toContain('has no answer on the example “examples/hot.m4a”');
  writeFileSync(program, '#!/bin/sh\necho hot', { mode: 0o755 });
  expect(check()).toMatchObject({ status: 1, output: expect.stringContaining('has no answer on') });
});
