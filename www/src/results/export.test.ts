import { parse } from 'csv-parse/sync';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import sidecar from '../../../model/hot-or-cold.json';
import { makeClassification } from '../../test/fixtures.ts';
import { modelSha256, modelVersion } from '../classify/model-constants.ts';
import { Failure } from '../util/failure.ts';
import { csvCell, type ExportRow, exportRows, type Provenance, toCsv, toJson } from './export.ts';
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

const row = (changes: Partial<ExportRow>): ExportRow => ({
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

function read(rows: ExportRow[]): Record<string, string>[] {
  return parse(toCsv(rows, provenance), { columns: true, bom: true });
}

describe('exportRows', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: new Date(UNKNOWN.added) });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('contains temperature in whole degrees and cup', () => {
    const [result] = new Results().add([fileSource(new File([], 'a'))]);
    if (!result) throw new Error('no result');
    const temperature = { fahrenheit: 193.4, low: 182.4, high: 204.4 };
    result.state.value = {
      phase: 'classified',
      classification: makeClassification({ temperature, cup: 'Mug' }),
    };
    const degrees = { temperature_f: 193, temperature_f_low: 182, temperature_f_high: 204 };
    expect(exportRows([result])).toEqual([row({ file: 'a', cup: 'Mug', ...degrees })]);
  });

  it('contains each classified or failed recording', () => {
    const results = new Results();
    const [good, bad] = results.add(['a', 'b', 'c'].map((name) => fileSource(new File([], name))));
    if (!good || !bad) throw new Error('no results');
    good.state.value = {
      phase: 'classified',
      classification: makeClassification({ verdict: 'cold', seconds: 7.5 }),
    };
    bad.state.value = { phase: 'failed', failure: new Failure('silent', 'It is silent.') };
    expect(exportRows(results.list.value)).toEqual([
      row({ file: 'a', verdict: 'cold', seconds: 7.5 }),
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

  it('contains the label, and the model if it is another one', () => {
    const [result] = new Results().add([fileSource(new File([], 'a'))]);
    if (!result) throw new Error('no result');
    const model = { version: '0.0.9', sha256: 'old' };
    result.state.value = {
      phase: 'classified',
      classification: makeClassification({ references: 2, model }),
    };
    result.label.value = 'not-pouring';
    const rows = exportRows([result]);
    expect(rows).toEqual([
      row({
        file: 'a',
        label: 'not-pouring',
        cold_references: 2,
        model_version: '0.0.9',
        model_sha256: 'old',
      }),
    ]);
    expect(read(rows)[0]).toMatchObject({ label: 'not-pouring', model_sha256: 'old' });
  });
});

describe('toCsv', () => {
  it('names columns like the command line and repeats the provenance', () => {
    expect(read([row({})])).toEqual([
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
  ])('preserves %j', (file) => expect(read([row({ file })])[0]?.file).toBe(file));

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
  ])('escapes the formula %j', (file) => {
    expect(read([row({ file })])[0]?.file).toBe(`'${file}`);
  });

  it('escapes error sentences but not numbers', () => {
    expect(read([row({ error: '=1' })])[0]?.error).toBe("'=1");
    expect(csvCell(1e-7)).toBe('1e-7');
    expect(csvCell(-3)).toBe('-3');
  });

  it('starts with a byte order mark and ends lines by CRLF', () => {
    const text = toCsv([row({})], provenance);
    expect(text.startsWith('\ufefffile,')).toBe(true);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(text.endsWith('\r\n')).toBe(true);
  });
});

describe('toJson', () => {
  it('contains the provenance once and unescaped rows', () => {
    const rows = [row({ file: '=1+1 "☕".wav' }), row({ verdict: null, error: 'It is silent.' })];
    expect(JSON.parse(toJson(rows, provenance))).toEqual({ ...provenance, recordings: rows });
  });
});

it('modelVersion and modelSha256 match the sidecar', () => {
  expect([modelVersion, modelSha256]).toEqual([sidecar.version, sidecar.model.sha256]);
});
