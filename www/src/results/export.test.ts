import { parse } from 'csv-parse/sync';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import sidecar from '../../../model/hot-or-cold.json';
import { makeClassification } from '../../test/fixtures.ts';
import { modelSha256, modelVersion } from '../classify/model-constants.ts';
import { Failure } from '../util/failure.ts';
import { csvCell, type Line, linesOf, type Provenance, toCsv, toJson } from './export.ts';
import { fileSource, Results } from './results.ts';

const provenance: Provenance = {
  app_version: '1.2.3',
  model_version: '4.5.6',
  model_sha256: 'abc',
  exported: '2026-11-23T03:00:00.000Z',
};

const UNKNOWN = {
  cup: null,
  temperature_f: null,
  temperature_f_low: null,
  temperature_f_high: null,
  added: '2026-11-23T02:00:00.000Z',
};

const line = (changes: Partial<Line>): Line => ({
  file: 'a.wav',
  verdict: 'hot',
  probability_hot: 0.97,
  probability_pouring: 0.99,
  seconds: 8,
  error: null,
  label: null,
  cold_references: 0,
  ...UNKNOWN,
  ...changes,
});

function read(lines: Line[]): Record<string, string>[] {
  return parse(toCsv(lines, provenance), { columns: true, bom: true });
}

describe('linesOf', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: new Date(UNKNOWN.added) });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('has how hot, in whole degrees, and beside which cup', () => {
    const [result] = new Results().add([fileSource(new File([], 'a'))]);
    if (!result) throw new Error('no result');
    const temperature = { fahrenheit: 193.4, low: 182.4, high: 204.4 };
    result.state.value = {
      phase: 'classified',
      classification: makeClassification({ temperature, cup: 'Mug' }),
    };
    const degrees = { temperature_f: 193, temperature_f_low: 182, temperature_f_high: 204 };
    expect(linesOf([result])).toEqual([line({ file: 'a', cup: 'Mug', ...degrees })]);
  });

  it('has a line for each recording with a verdict or a failure', () => {
    const results = new Results();
    const [good, bad] = results.add(['a', 'b', 'c'].map((name) => fileSource(new File([], name))));
    if (!good || !bad) throw new Error('no results');
    good.state.value = {
      phase: 'classified',
      classification: makeClassification({ verdict: 'cold', seconds: 7.5 }),
    };
    bad.state.value = { phase: 'failed', failure: new Failure('silent', 'It is silent.') };
    expect(linesOf(results.list.value)).toEqual([
      line({ file: 'a', verdict: 'cold', seconds: 7.5 }),
      {
        file: 'b',
        verdict: null,
        probability_hot: null,
        probability_pouring: null,
        seconds: null,
        error: 'It is silent.',
        label: null,
        cold_references: null,
        ...UNKNOWN,
      },
    ]);
  });

  it('has what the person said it was, and the model where it was another one', () => {
    const [result] = new Results().add([fileSource(new File([], 'a'))]);
    if (!result) throw new Error('no result');
    const model = { version: '0.0.9', sha256: 'old' };
    result.state.value = {
      phase: 'classified',
      classification: makeClassification({ references: 2, model }),
    };
    result.label.value = 'not-pouring';
    const lines = linesOf([result]);
    expect(lines).toEqual([
      line({
        file: 'a',
        label: 'not-pouring',
        cold_references: 2,
        model_version: '0.0.9',
        model_sha256: 'old',
      }),
    ]);
    expect(read(lines)[0]).toMatchObject({ label: 'not-pouring', model_sha256: 'old' });
  });
});

describe('toCsv', () => {
  it('names its columns as the command line does, and says on each line where it is from', () => {
    expect(read([line({})])).toEqual([
      {
        file: 'a.wav',
        verdict: 'hot',
        probability_hot: '0.97',
        probability_pouring: '0.99',
        seconds: '8',
        error: '',
        label: '',
        cold_references: '0',
        cup: '',
        temperature_f: '',
        temperature_f_low: '',
        temperature_f_high: '',
        added: UNKNOWN.added,
        ...provenance,
      },
    ]);
  });

  it.each([
    'quote".wav',
    'comma, semicolon; tab\t.wav',
    'two\nlines\r.wav',
    'Tee ☕ über 日本語 .wav',
    ' spaces .wav ',
  ])('gives %j back as it was', (file) => expect(read([line({ file })])[0]?.file).toBe(file));

  it.each([
    '=1+1.wav',
    '+1.wav',
    '-1.wav',
    '@SUM(A1).wav',
    '\t=1.wav',
    '\r=1.wav',
    '\n=1.wav',
    ' =1.wav',
    '＝1.wav',
    '=HYPERLINK("http://x","y").wav',
  ])('lets %j start no formula', (file) => {
    expect(read([line({ file })])[0]?.file).toBe(`'${file}`);
  });

  it('guards the sentence of a failure as well, and leaves numbers numbers', () => {
    expect(read([line({ error: '=1' })])[0]?.error).toBe("'=1");
    expect(csvCell(1e-7)).toBe('1e-7');
    expect(csvCell(-3)).toBe('-3');
  });

  it('starts with the mark by which Excel knows UTF-8, and ends its lines as RFC 4180 has it', () => {
    const text = toCsv([line({})], provenance);
    expect(text.startsWith('\ufefffile,')).toBe(true);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(text.endsWith('\r\n')).toBe(true);
  });
});

describe('toJson', () => {
  it('holds where it is from, once, and the lines as they are', () => {
    const lines = [
      line({ file: '=1+1 "☕".wav' }),
      line({ verdict: null, error: 'It is silent.' }),
    ];
    expect(JSON.parse(toJson(lines, provenance))).toEqual({ ...provenance, recordings: lines });
  });
});

it('the model’s version and digest are the sidecar’s', () => {
  expect([modelVersion, modelSha256]).toEqual([sidecar.version, sidecar.model.sha256]);
});
