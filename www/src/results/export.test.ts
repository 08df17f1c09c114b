import { execFileSync } from 'node:child_process';
import { parse } from 'csv-parse/sync';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import sidecar from '../../../model/hot-or-cold.json';
import { makeClassification } from '../../test/fixtures.ts';
import { modelSha256, modelVersion } from '../classify/model-constants.ts';
import { setLocale } from '../i18n/index.ts';
import { Failure } from '../util/failure.ts';
import { CSV_FORMAT_NAMES, CSV_FORMATS } from './csv-format.ts';
import {
  csvCell,
  type ExportRow,
  exportRows,
  type Provenance,
  toCsv,
  toJson,
  toTable,
} from './export.ts';
import { fileSource, liveSource, Results } from './results.ts';

const provenance: Provenance = {
  app_version: '1.2.3',
  model_version: '4.5.6',
  model_sha256: 'abc',
  exported: '2026-11-23T03:00:00.000Z',
};

const UNKNOWN = {
  error_code: null,
  cup: null,
  temperature_f: null,
  temperature_f_low: null,
  temperature_f_high: null,
  added: '2026-11-23T02:00:00.000Z',
  pours: null,
  reason: null,
  name: null,
  note: null,
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
  pours: [{ start: 0, end: 8, verdict: 'hot', probability_hot: 0.97 }],
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
      row({
        file: 'a',
        verdict: 'cold',
        seconds: 7.5,
        pours: [{ start: 0, end: 7.5, verdict: 'cold', probability_hot: 0.97 }],
      }),
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
        error_code: 'silent',
      },
    ]);
  });

  it('contains the name and the note of a person, and the file name', () => {
    const [result] = new Results().add([fileSource(new File([], 'a'))]);
    if (!result) throw new Error('no result');
    result.customName.value = 'Blue mug';
    result.note.value = 'First try,\nlid on';
    result.state.value = { phase: 'classified', classification: makeClassification() };
    const rows = exportRows([result]);
    const named = { file: 'a', name: 'Blue mug', note: 'First try,\nlid on' };
    expect(rows).toMatchObject([named]);
    expect(read(rows)).toMatchObject([named]);
  });

  it('contains the code of an error, and the length of a recording that failed', () => {
    const [result] = new Results().add([fileSource(new File([], 'a'))]);
    if (!result) throw new Error('no result');
    const failure = new Failure('too-short', 'It is too short.');
    failure.seconds = 0.4567;
    result.state.value = { phase: 'failed', failure };
    const rows = exportRows([result]);
    expect(rows).toMatchObject([{ error_code: 'too-short', seconds: 0.4567, verdict: null }]);
    expect(read(rows)).toMatchObject([{ error_code: 'too-short', seconds: '0.46' }]);
    expect(JSON.parse(toJson(rows, provenance)).recordings).toEqual(rows);
  });

  it('contains pours and reason, named like on the command line', () => {
    const [differing, old] = new Results().add(
      ['a', 'b'].map((name) => fileSource(new File([], name))),
    );
    if (!differing || !old) throw new Error('no results');
    differing.state.value = {
      phase: 'classified',
      classification: makeClassification({
        verdict: 'unsure',
        reason: 'pours-differ',
        pours: [
          { start: 0.5, end: 3, verdict: 'cold', probabilityHot: 0.01 },
          { start: 5, end: 8, verdict: 'hot', probabilityHot: 0.98 },
        ],
      }),
    };
    const { pours: _, ...withoutPours } = makeClassification();
    old.state.value = { phase: 'classified', classification: withoutPours };
    const rows = exportRows([differing, old]);
    expect(rows).toEqual([
      row({
        file: 'a',
        verdict: 'unsure',
        reason: 'pours-differ',
        pours: [
          { start: 0.5, end: 3, verdict: 'cold', probability_hot: 0.01 },
          { start: 5, end: 8, verdict: 'hot', probability_hot: 0.98 },
        ],
      }),
      row({ file: 'b', pours: null }),
    ]);
    expect(read(rows)).toMatchObject([
      { pour_count: '2', reason: 'pours-differ' },
      { pour_count: '', reason: '' },
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
        pour_count: '1',
        reason: '',
        error_code: '',
        name: '',
        note: '',
      },
    ]);
  });

  it('appends new columns, so that the older ones keep their places', () => {
    const [header] = toCsv([], provenance).replace('\ufeff', '').split('\r\n');
    expect(header).toBe(
      'file,verdict,probability_hot,probability_pouring,seconds,error,label,cold_references,cup,' +
        'temperature_f,temperature_f_low,temperature_f_high,added,app_version,model_version,' +
        'model_sha256,exported,pour_count,reason,error_code,name,note',
    );
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

describe('toCsv rounds', () => {
  it.each([
    [0.123456, '0.1235'],
    [0.5, '0.5'],
    [1 - 1e-9, '0.9999'],
    [1, '0.9999'],
    [1e-9, '0.0001'],
    [0, '0.0001'],
  ])('the probability %f to %s', (probability, expected) => {
    const changes = { probability_hot: probability, probability_pouring: probability };
    expect(read([row(changes)])[0]).toMatchObject({
      probability_hot: expected,
      probability_pouring: expected,
    });
  });

  it.each([
    [7.2000000001, '7.2'],
    [6.468646, '6.47'],
    [3600, '3600'],
  ])('%f seconds to %s', (seconds, expected) => {
    expect(read([row({ seconds })])[0]?.seconds).toBe(expected);
  });
});

/** Reads a CSV as Python does, with the separator that its sniffer finds in the first line. */
const READ_CSV = `
import csv, io, json, sys
text = sys.stdin.buffer.read().decode("utf-8-sig")
dialect = csv.Sniffer().sniff(text.splitlines()[0], ",;")
rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=dialect.delimiter))
print(json.dumps([dialect.delimiter, rows]))
`;

describe.each(CSV_FORMAT_NAMES)('toCsv with %s', (name) => {
  const format = CSV_FORMATS[name];

  it('is read by Python with the same values', () => {
    const rows = [
      row({ file: 'Tee; "heiß", zwei\nZeilen.wav', seconds: 7.25, label: 'not-pouring' }),
      row({ file: '=1;2,5.wav', label: 'hot', cup: "Oma's; blau" }),
    ];
    const input = toCsv(rows, provenance, format);
    const output = execFileSync('python3', ['-c', READ_CSV], { input, encoding: 'utf8' });
    const [separator, [first, second]] = JSON.parse(output);
    expect(separator).toBe(format.separator);
    expect(first).toMatchObject({
      file: 'Tee; "heiß", zwei\nZeilen.wav',
      probability_hot: `0${format.decimalPoint}97`,
      seconds: `7${format.decimalPoint}25`,
      label: 'not-pouring',
      ...provenance,
    });
    expect(second).toMatchObject({ file: "'=1;2,5.wav", label: 'hot', cup: "Oma's; blau" });
  });

  it('begins with the names of the columns, after the byte order mark', () => {
    const text = toCsv([], provenance, format);
    expect(text.startsWith(`\ufefffile${format.separator}verdict`)).toBe(true);
    expect(text).not.toContain('sep=');
  });
});

describe('toTable', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: new Date(2026, 11, 1, 9, 41) });
  });
  afterEach(async () => {
    vi.useRealTimers();
    await setLocale('en');
  });

  function addResults() {
    const results = new Results();
    const [cold, silent, failed, pending] = results.add([
      liveSource(new File([], 'pour-2026-12-01-09-41-36.wav')),
      ...['b.wav', 'c.wav', 'd.wav'].map((name) => fileSource(new File([], name))),
    ]);
    if (!cold || !silent || !failed || !pending) throw new Error('no results');
    cold.state.value = {
      phase: 'classified',
      classification: makeClassification({
        verdict: 'cold',
        probabilityHot: 0.0871,
        seconds: 9.36,
      }),
    };
    cold.label.value = 'hot';
    cold.note.value = '=1, lid on';
    silent.customName.value = 'Blue mug';
    silent.state.value = {
      phase: 'classified',
      classification: makeClassification({ verdict: 'not-pouring' }),
    };
    failed.state.value = { phase: 'failed', failure: new Failure('silent', 'It is silent.') };
    return results.list.value;
  }

  it('has one row per finished result, with the words of the page', () => {
    const rows = parse(toTable(addResults(), CSV_FORMATS.comma), { bom: true });
    const date = '2026-12-01 09:41';
    expect(rows).toEqual([
      [
        'Recording',
        'Verdict',
        'Chance of hot (%)',
        'Length (s)',
        'What it really was',
        'Note',
        'Date',
      ],
      ['Pour, 09:41', 'Cold', '8.7', '9.4', 'Hot', "'=1, lid on", date],
      ['Blue mug', 'No pour heard', '', '8', '', '', date],
      ['c.wav', 'Failed', '', '', '', '', date],
    ]);
  });

  it('is in the language of the page, and in the chosen format', async () => {
    await setLocale('de');
    const text = toTable(addResults(), CSV_FORMATS.semicolon);
    const [heading, cold] = parse(text, { bom: true, delimiter: ';' });
    expect(heading?.slice(0, 3)).toEqual(['Aufnahme', 'Urteil', 'Wahrscheinlich heiß (%)']);
    expect(cold?.slice(0, 5)).toEqual(['Einschenken, 09:41', 'Kalt', '8,7', '9,4', 'Heiß']);
  });

  it.each([
    [1, '99.9'],
    [0, '0.1'],
  ])('never shows the probability %d as certain', (probabilityHot, shown) => {
    const [result] = new Results().add([fileSource(new File([], 'a.wav'))]);
    if (!result) throw new Error('no result');
    const classification = makeClassification({ probabilityHot });
    result.state.value = { phase: 'classified', classification };
    expect(parse(toTable([result], CSV_FORMATS.comma), { bom: true })[1]?.[2]).toBe(shown);
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
