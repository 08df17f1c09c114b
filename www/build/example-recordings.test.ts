import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { dataFolder, exampleFolder, moduleSource } from './example-recordings.ts';

const root = mkdtempSync(join(tmpdir(), 'hot-or-cold-'));
const folder = join(root, 'recordings');
afterAll(() => rmSync(root, { recursive: true }));

mkdirSync(join(folder, 'pouring/examples'), { recursive: true });
writeFileSync(join(folder, 'pouring/examples/cold.m4a'), 'sound');

function writeList(sha256: string, pourSha256 = '00'): void {
  const columns =
    'path,kind,label,temperature_f,vessel,session,recorded_utc,seconds,' +
    'licence,author,source,sha256';
  const other = `pouring/v1/a.m4a,pouring,hot,175,,,,1.0,CC BY-SA 2.0,Somebody,x:y,${pourSha256}`;
  const example =
    'pouring/examples/cold.m4a,example,cold,40,,,,6.0,' +
    `CC BY-SA 2.0,"Author, A.",h/o/r:p,${sha256}`;
  writeFileSync(join(folder, 'clips.csv'), `${columns}\n${other}\n${example}\n`);
}

it('moduleSource imports the examples only, with their attribution', () => {
  writeList(createHash('sha256').update('sound').digest('hex'));
  const source = moduleSource(folder);
  expect(source.match(/^import /gm)).toHaveLength(1);
  expect(source).toContain('cold.m4a?url');
  expect(source).toContain('"fahrenheit":40');
  expect(source).toContain('"author":"Author, A."');
});

it('moduleSource marks examples of the training set', () => {
  const sha256 = createHash('sha256').update('sound').digest('hex');
  writeList(sha256);
  expect(moduleSource(folder)).toContain('"inTrainingSet":false');
  writeList(sha256, sha256);
  expect(moduleSource(folder)).toContain('"inTrainingSet":true');
});

describe('exampleFolder', () => {
  const intact = createHash('sha256').update('sound').digest('hex');
  const repository = join(root, 'repository');
  const fetched = join(repository, 'data/examples-only');
  beforeEach(() => {
    rmSync(repository, { recursive: true, force: true });
    vi.stubEnv('HOT_OR_COLD_DATA', '');
    vi.stubEnv('HOT_OR_COLD_EXAMPLES', '');
  });
  afterEach(() => vi.unstubAllEnvs());

  const fetchExamples = () => cpSync(folder, fetched, { recursive: true });

  it('prefers the folder of recordings', () => {
    writeList(intact);
    fetchExamples();
    expect(exampleFolder(repository, folder)).toBe(folder);
  });

  it('is the fetched folder without recordings', () => {
    writeList(intact);
    fetchExamples();
    expect(exampleFolder(repository, undefined)).toBe(fetched);
  });

  it('is the fetched folder if an example among the recordings is damaged', () => {
    writeList(intact);
    fetchExamples();
    writeList('00'.repeat(32));
    expect(exampleFolder(repository, folder)).toBe(fetched);
  });

  it('is undefined if a fetched example is damaged, missing or not listed', () => {
    writeList('00'.repeat(32));
    fetchExamples();
    expect(exampleFolder(repository, undefined)).toBeUndefined();
    writeList(intact);
    fetchExamples();
    rmSync(join(fetched, 'pouring/examples/cold.m4a'));
    expect(exampleFolder(repository, undefined)).toBeUndefined();
    fetchExamples();
    rmSync(join(fetched, 'clips.csv'));
    expect(exampleFolder(repository, undefined)).toBeUndefined();
  });

  it('is undefined for a build with synthesised examples', () => {
    writeList(intact);
    vi.stubEnv('HOT_OR_COLD_EXAMPLES', 'synthesised');
    expect(exampleFolder(repository, folder)).toBeUndefined();
  });

  it('is not a data folder', () => {
    writeList(intact);
    fetchExamples();
    expect(dataFolder(repository)).toBeUndefined();
  });
});

it('moduleSource is empty without recordings', () => {
  expect(moduleSource(undefined)).toContain('recordings = []');
});
