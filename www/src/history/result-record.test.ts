import { describe, expect, it } from 'vitest';
import { makeClassification } from '../../test/fixtures.ts';
import { modelSha256, modelVersion } from '../classify/model-constants.ts';
import { fileSource, liveSource, type Result, Results } from '../results/results.ts';
import { Failure } from '../util/failure.ts';
import { MAX_NOTE_LENGTH } from './result-name.ts';
import { readRecord, toFinalState, toRecord } from './result-record.ts';

function result(source = fileSource(new File(['x'], 'a.wav'))): Result {
  const [made] = new Results().add([source]);
  if (!made) throw new Error('no result');
  return made;
}

const window = { start: 0, end: 1, probabilityHot: 0.5, probabilityPouring: 0.5 };
const temperature = { fahrenheit: 203, low: 192, high: 212 };
const pours = [
  { start: 0.5, end: 3, verdict: 'cold', probabilityHot: 0.01 },
  { start: 5, end: 8, verdict: 'hot', probabilityHot: 0.98 },
] as const;
const classified = {
  phase: 'classified',
  classification: makeClassification({
    verdict: 'unsure',
    reason: 'pours-differ',
    pours,
    windows: [window],
    cup: 'Mug',
    knownPours: ['x'],
    temperature,
    isClipped: true,
  }),
} as const;

describe('ResultRecord', () => {
  it('is read as written, without its spectrogram', () => {
    const given = result();
    given.label.value = 'cold';
    given.customName.value = 'Blue mug';
    given.note.value = 'Lid on';
    const record = toRecord('1', given, classified, 10);
    expect(record).toMatchObject({
      name: 'a.wav',
      origin: 'own',
      label: 'cold',
      customName: 'Blue mug',
      note: 'Lid on',
      bytes: 10,
      model: { version: modelVersion, sha256: modelSha256 },
    });
    const read = readRecord(structuredClone(record));
    expect(read).toEqual(record);
    const { spectrogram: _, ...rest } = classified.classification;
    expect(read && toFinalState(read)).toEqual({ phase: 'classified', classification: rest });
  });

  it('contains the sentence of a failure, and the length of the recording', () => {
    const failure = new Failure('crashed', 'It stopped; retry.', 'panicked');
    failure.seconds = 2.5;
    const source = liveSource(new File(['x'], 'a.wav'));
    const record = readRecord(toRecord('1', result(source), { phase: 'failed', failure }, 1));
    expect(record?.origin).toBe('live');
    expect(record && toFinalState(record)).toMatchObject({
      failure: { code: 'crashed', message: 'It stopped; retry.', detail: 'panicked', seconds: 2.5 },
    });
  });

  it('names the model if it was another one', () => {
    const model = { version: '0.0.9', sha256: 'old' };
    const record = toRecord('1', result(), classified, 1);
    const settled = toFinalState({ ...record, model });
    expect(settled).toMatchObject({ classification: { model } });
    if (settled.phase === 'failed') throw new Error('failed');
    expect(toRecord('1', result(), settled, 1).model).toEqual(model);
  });

  it('is read without the fields of a newer version', () => {
    const record = { ...toRecord('1', result(), classified, 1), tomorrow: 1 };
    expect(readRecord(record)).not.toHaveProperty('tomorrow');
    expect(readRecord(record)?.name).toBe('a.wav');
  });

  const good = toRecord('1', result(), classified, 1);
  it.each([
    ['nothing', undefined],
    ['a text', 'x'],
    ['no name', { ...good, name: undefined }],
    ['no date', { ...good, date: Number.NaN }],
    ['neither answer nor failure', { ...good, answer: undefined }],
    ['an unknown verdict', { ...good, answer: { ...good.answer, verdict: 'tepid' } }],
    ['a probability above 1', { ...good, answer: { ...good.answer, probabilityHot: 2 } }],
    ['incomplete windows', { ...good, answer: { ...good.answer, windows: [{}] } }],
    ['no model', { ...good, model: {} }],
  ])('is rejected with %s', (_, stored) => expect(readRecord(stored)).toBeUndefined());

  it.each([
    ['no pours', undefined],
    ['pours that are no list', {}],
    ['a pour without an end', [{ ...pours[0], end: undefined }]],
    ['a pour of an unknown verdict', [{ ...pours[0], verdict: 'tepid' }]],
    ['a pour of probability 2', [{ ...pours[0], probabilityHot: 2 }]],
  ])('is read without pours if it has %s', (_, stored) => {
    const read = readRecord({ ...good, answer: { ...good.answer, pours: stored } });
    expect(read?.answer?.verdict).toBe('unsure');
    expect(read?.answer).not.toHaveProperty('pours');
  });

  it.each([undefined, 'tepid', 1])('is read without the reason %s', (reason) => {
    const read = readRecord({ ...good, answer: { ...good.answer, reason } });
    expect(read?.answer?.pours).toEqual(pours);
    expect(read?.answer).not.toHaveProperty('reason');
  });

  it('is read with a shortened note, and without a name that is no text', () => {
    const read = readRecord({ ...good, customName: 1, note: ` ${'x'.repeat(999)}` });
    expect(read?.customName).toBeUndefined();
    expect(read?.note).toBe('x'.repeat(MAX_NOTE_LENGTH));
  });

  it('of an older version is read without name and note', () => {
    const { customName: _, note: __, ...old } = good;
    expect(readRecord(old)).toMatchObject({ name: 'a.wav', customName: undefined });
  });

  it('is read without an unknown label', () => {
    expect(readRecord({ ...good, label: 'tepid' })).toMatchObject({ label: undefined });
  });
});
