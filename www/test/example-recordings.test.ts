import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { moduleSource } from '../build/example-recordings.ts';

const folder = mkdtempSync(join(tmpdir(), 'hot-or-cold-'));
afterAll(() => rmSync(folder, { recursive: true }));

mkdirSync(join(folder, 'pouring/examples'), { recursive: true });
writeFileSync(join(folder, 'pouring/examples/cold.m4a'), 'sound');

function list(sha256: string, learned = '00'): void {
  const columns =
    'path,kind,label,temperature_f,vessel,session,recorded_utc,seconds,licence,author,source,sha256';
  const other = `pouring/v1/a.m4a,pouring,hot,175,,,,1.0,CC BY-SA 2.0,Somebody,x:y,${learned}`;
  const example = `pouring/examples/cold.m4a,example,cold,40,,,,6.0,CC BY-SA 2.0,"Author, A.",h/o/r:p,${sha256}`;
  writeFileSync(join(folder, 'clips.csv'), `${columns}\n${other}\n${example}\n`);
}

it('imports the examples alone, with what their licence asks to be said', () => {
  list(createHash('sha256').update('sound').digest('hex'));
  const source = moduleSource(folder);
  expect(source.match(/^import /gm)).toHaveLength(1);
  expect(source).toContain('cold.m4a?url');
  expect(source).toContain('"fahrenheit":40');
  expect(source).toContain('"author":"Author, A."');
});

it('says which the model was trained on', () => {
  const sha256 = createHash('sha256').update('sound').digest('hex');
  list(sha256);
  expect(moduleSource(folder)).toContain('"learned":false');
  list(sha256, sha256);
  expect(moduleSource(folder)).toContain('"learned":true');
});

it('refuses a recording that is not the listed one', () => {
  list('00'.repeat(32));
  expect(() => moduleSource(folder)).toThrow('cold.m4a');
});

it('is empty without recordings', () => {
  expect(moduleSource(undefined)).toContain('recordings = []');
});
