import { beforeEach, describe, expect, it, vi } from 'vitest';
import { stubEmptyStorage } from '../../test/fake-browser.ts';
import { makeClassification, makeReference } from '../../test/fixtures.ts';
import { DatabaseConnection } from '../history/database.ts';
import { home } from '../i18n/index.ts';
import * as decoding from '../input/decode.ts';
import { fileSource, Results } from '../results/results.ts';
import { Undo } from '../ui/undo.ts';
import { Failure } from '../util/failure.ts';
import { TaskQueue } from '../util/task-queue.ts';
import { readCup, type StoredCup } from './cup.ts';
import { Cups } from './cups.ts';
import { Reclassifier } from './reclassify.ts';

const decode = vi.spyOn(decoding, 'decode');
const computeReference = vi.fn(async () => makeReference());
const file = (name = 'cold.wav') => new File(['sound'], name, { type: 'audio/wav' });

beforeEach(() => {
  stubEmptyStorage();
  decode.mockImplementation(async () => ({ channels: [new Float32Array(1)], sampleRate: 48_000 }));
  computeReference.mockReset().mockImplementation(async () => makeReference());
});

async function visit() {
  const undo = new Undo({ announce: () => undefined });
  const announcer = { announce: vi.fn() };
  const connection = new DatabaseConnection();
  const cups = new Cups({
    connection,
    queue: new TaskQueue(),
    classifier: { reference: computeReference },
    announcer,
    undo,
  });
  await cups.start();
  const written = async () => {
    await cups.whenSaved();
    return connection.run((database) => database.count('cups'));
  };
  return { cups, undo, connection, written };
}

describe('Cups', () => {
  it('stores a cup, its cold pours and that it is active', async () => {
    const { cups, written } = await visit();
    const cup = cups.add('Mug');
    expect(cups.activeReference.value).toBeUndefined();
    await cups.addPour(cup.id, file('a.wav'));
    await cups.addPour(cup.id, file('b.wav'));
    const pours = cups.active.value?.pours.map(({ id }) => id);
    expect(cups.activeReference.value).toEqual({
      name: 'Mug',
      references: [makeReference(), makeReference()],
      pours,
    });
    expect(new Set(pours).size).toBe(2);
    await written();
    computeReference.mockClear();
    const later = await visit();
    expect(later.cups.activeReference.value).toEqual(cups.activeReference.value);
    expect(await later.cups.active.value?.pours[0]?.file.text()).toBe('sound');
    expect(computeReference).not.toHaveBeenCalled();
  });

  it('stores the latest state, as bytes, although reading a file is slow', async () => {
    const { cups, connection, written } = await visit();
    const slow = file('a.wav');
    const reading = slow.arrayBuffer();
    slow.arrayBuffer = () => new Promise((resolve) => setTimeout(() => resolve(reading), 20));
    const { id } = cups.add('Mug');
    await cups.addPour(id, slow);
    const [cup] = cups.list.value;
    const [pour] = cup?.pours ?? [];
    if (cup && pour) cups.removePour(cup, pour);
    await cups.addPour(id, file('b.wav'));
    await written();
    const stored = await connection.run((database) => database.get('cups', id));
    expect(stored).toMatchObject({ pours: [{ name: 'b.wav', file: { type: 'audio/wav' } }] });
    expect((stored as unknown as StoredCup).pours[0]?.file.bytes).toBeInstanceOf(ArrayBuffer);
  });

  it('activates and deactivates a cup', async () => {
    const { cups, written } = await visit();
    const a = cups.add('A');
    const b = cups.add('B');
    expect(cups.active.value?.name).toBe('B');
    cups.toggleActive(a.id);
    expect(cups.active.value?.name).toBe('A');
    cups.toggleActive(a.id);
    expect(cups.active.value).toBeUndefined();
    cups.toggleActive(b.id);
    await written();
    expect((await visit()).cups.active.value?.name).toBe('B');
  });

  it('numbers cups with equal names', async () => {
    const { cups } = await visit();
    const names = ['Mug', 'Mug', 'Glass', 'Mug'].map((name) => cups.add(name).name);
    expect(names).toEqual(['Mug', 'Mug 2', 'Glass', 'Mug 3']);
  });

  it.each([
    ['another model', { model: 'old' }],
    ['an earlier version', { probabilityHot: undefined }],
  ])('recomputes a reference of %s', async (_, old) => {
    computeReference.mockImplementation(async () => makeReference(old));
    const { cups, written } = await visit();
    const cup = cups.add('Mug');
    await cups.addPour(cup.id, file());
    expect(cups.activeReference.value).toBeUndefined();
    await written();
    computeReference.mockImplementation(async () => makeReference({ hotLogit: -3 }));
    const later = await visit();
    expect(later.cups.activeReference.value?.references).toEqual([makeReference({ hotLogit: -3 })]);
    await later.written();
    computeReference.mockClear();
    expect((await visit()).cups.activeReference.value?.references).toHaveLength(1);
    expect(computeReference).not.toHaveBeenCalled();
  });

  it('sets the problem if a recording cannot be decoded', async () => {
    const { cups } = await visit();
    decode.mockRejectedValueOnce(new Failure('undecodable', 'No sound; choose another.'));
    await cups.addPour(cups.add('Mug').id, file('x.txt'));
    expect(cups.problem.value).toBe('x.txt: No sound; choose another.');
    expect(cups.activeReference.value).toBeUndefined();
    cups.toggleActive(cups.active.value?.id ?? '');
    expect(cups.problem.value).toBeUndefined();
  });

  it('undoes the removal of a pour and of a cup', async () => {
    const { cups, undo, written } = await visit();
    const { id } = cups.add('Mug');
    await cups.addPour(id, file('a.wav'));
    await cups.addPour(id, file('b.wav'));
    const names = () => cups.active.value?.pours.map(({ name }) => name);
    const cup = () => {
      const [first] = cups.list.value;
      if (!first) throw new Error('no cup');
      return first;
    };
    const [pour] = cup().pours;
    if (pour) cups.removePour(cup(), pour);
    expect(names()).toEqual(['b.wav']);
    undo.undo();
    expect(names()).toEqual(['a.wav', 'b.wav']);
    cups.remove(cup());
    expect(cups.activeReference.value).toBeUndefined();
    await vi.waitFor(async () => expect(await written()).toBe(0));
    undo.undo();
    expect(names()).toEqual(['a.wav', 'b.wav']);
    expect(await written()).toBe(1);
  });

  it('works without IndexedDB and says that the cup is not stored', async () => {
    vi.stubGlobal('indexedDB', undefined);
    const { cups } = await visit();
    await cups.addPour(cups.add('Mug').id, file());
    expect(cups.activeReference.value?.references).toHaveLength(1);
    expect(cups.problem.value).toBe(home.cup.notSaved);
  });
});

describe('readCup', () => {
  const pour = { id: '1', name: 'a', date: 1, file: new Blob(['x']), reference: makeReference() };
  const cup = { id: '1', name: 'Mug', date: 1, pours: [pour] };

  it('skips damaged pours', () => {
    expect(readCup({ ...cup, tomorrow: 1 })).toEqual(cup);
    expect(readCup({ ...cup, pours: [{ ...pour, file: 'x' }, pour] })?.pours).toEqual([pour]);
    const bad = { ...pour, reference: { ...makeReference(), hotLogit: Number.NaN } };
    expect(readCup({ ...cup, pours: [bad] })?.pours).toEqual([]);
    expect(readCup({ ...cup, pours: undefined })).toBeUndefined();
    expect(readCup(null)).toBeUndefined();
  });
});

describe('Reclassifier', () => {
  it('finds results of another reference and skips those without a recording', async () => {
    const { cups } = await visit();
    const results = new Results();
    const reclassify = vi.fn();
    const reclassifier = new Reclassifier(results, cups, { reclassify });
    const [a, b] = results.add([fileSource(file('a')), fileSource(file('b'))]);
    if (!a || !b) throw new Error('no results');
    for (const { state } of [a, b])
      state.value = { phase: 'classified', classification: makeClassification() };
    a.recording.value = file('a');
    expect(reclassifier.outdated.value).toEqual([]);
    const cup = cups.add('Mug');
    expect(reclassifier.outdated.value).toEqual([]);
    await cups.addPour(cup.id, file());
    expect(reclassifier.outdated.value).toEqual([a, b]);
    await reclassifier.start();
    expect(reclassify).toHaveBeenCalledWith([a]);
    a.state.value = {
      phase: 'classified',
      classification: makeClassification({ cup: 'Mug', references: 1 }),
    };
    expect(reclassifier.outdated.value).toEqual([b]);
    cups.toggleActive(cup.id);
    expect(reclassifier.outdated.value).toEqual([a]);
  });

  it('compares cold pours by id, in any order', async () => {
    const { cups } = await visit();
    const results = new Results();
    const reclassifier = new Reclassifier(results, cups, { reclassify: vi.fn() });
    const [result] = results.add([fileSource(file('a'))]);
    if (!result) throw new Error('no result');
    const { id } = cups.add('Mug');
    await cups.addPour(id, file('hot by mistake'));
    const setClassified = () => {
      const coldPours = cups.activeReference.value?.pours.toReversed() ?? [];
      const references = coldPours.length;
      result.state.value = {
        phase: 'classified',
        classification: makeClassification({ cup: 'Mug', references, coldPours }),
      };
    };
    setClassified();
    expect(reclassifier.outdated.value).toEqual([]);
    const [mistaken] = cups.active.value?.pours ?? [];
    if (cups.active.value && mistaken) cups.removePour(cups.active.value, mistaken);
    await cups.addPour(id, file('cold'));
    expect(reclassifier.outdated.value).toEqual([result]);
    await cups.addPour(id, file('cold too'));
    setClassified();
    expect(reclassifier.outdated.value).toEqual([]);
  });
});
