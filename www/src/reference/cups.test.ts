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
import { doubtOf, readCup, type StoredCup } from './cup.ts';
import { Cups } from './cups.ts';
import { Reclassifier } from './reclassify.ts';

const decode = vi.spyOn(decoding, 'decode');
const computeReference = vi.fn(async (_pcm: unknown, isHot: boolean) => makeReference({ isHot }));
const file = (name = 'cold.wav') => new File(['sound'], name, { type: 'audio/wav' });

beforeEach(() => {
  stubEmptyStorage();
  decode.mockImplementation(async () => ({ channels: [new Float32Array(1)], sampleRate: 48_000 }));
  computeReference.mockReset();
  computeReference.mockImplementation(async (_, isHot) => makeReference({ isHot }));
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
  return { cups, undo, connection, announcer, written };
}

describe('Cups', () => {
  it('stores a cup, its pours and that it is active', async () => {
    const { cups, written } = await visit();
    const cup = cups.add('Mug');
    expect(cups.activeReference.value).toBeUndefined();
    await cups.addPour(cup.id, file('a.wav'), false);
    await cups.addPour(cup.id, file('b.wav'), false);
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

  it('adds a hot pour', async () => {
    const { cups, announcer } = await visit();
    const { id } = cups.add('Mug');
    await cups.addPour(id, file('hot.wav'), true);
    await cups.addPour(id, file('cold.wav'), false);
    expect(cups.activeReference.value?.references.map(({ isHot }) => isHot)).toEqual([true, false]);
    expect(announcer.announce).toHaveBeenCalledWith('Saved hot.wav to “Mug” as a hot pour.');
    expect(announcer.announce).toHaveBeenCalledWith('Saved cold.wav to “Mug” as a cold pour.');
  });

  it.each([
    ['adds a confirmed pour', true, 1],
    ['drops a declined pour, without a new cup', false, 0],
  ])('%s that sounds other', async (_, isConfirmed, count) => {
    const { cups } = await visit();
    const confirm = vi.fn(async () => isConfirmed);
    await cups.addPour(undefined, file(), true, confirm);
    expect(confirm).toHaveBeenCalledOnce();
    expect(cups.list.value).toHaveLength(count);
    expect(cups.activeReference.value?.references ?? []).toHaveLength(count);
  });

  it('asks nothing about a pour that sounds as the person says', async () => {
    const { cups } = await visit();
    const confirm = vi.fn(async () => false);
    await cups.addPour(undefined, file(), false, confirm);
    expect(confirm).not.toHaveBeenCalled();
    expect(cups.active.value).toMatchObject({ name: home.cup.defaultName, pours: [{}] });
  });

  it('stores the latest state, as bytes, although reading a file is slow', async () => {
    const { cups, connection, written } = await visit();
    const slow = file('a.wav');
    const reading = slow.arrayBuffer();
    slow.arrayBuffer = () => new Promise((resolve) => setTimeout(() => resolve(reading), 20));
    const { id } = cups.add('Mug');
    await cups.addPour(id, slow, false);
    const [cup] = cups.list.value;
    const [pour] = cup?.pours ?? [];
    if (cup && pour) cups.removePour(cup, pour, pour.name);
    await cups.addPour(id, file('b.wav'), false);
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
    ['another model', { model: 'old', isHot: true }],
    ['an earlier version', { probabilityHot: undefined, isHot: true }],
  ])('recomputes a reference of %s', async (_, old) => {
    computeReference.mockImplementation(async () => makeReference(old));
    const { cups, written } = await visit();
    const cup = cups.add('Mug');
    await cups.addPour(cup.id, file(), true);
    expect(cups.activeReference.value).toBeUndefined();
    await written();
    const newReference = (isHot: boolean) => makeReference({ isHot, hotLogit: -3 });
    computeReference.mockImplementation(async (_, isHot) => newReference(isHot));
    const later = await visit();
    expect(later.cups.activeReference.value?.references).toEqual([newReference(true)]);
    await later.written();
    computeReference.mockClear();
    expect((await visit()).cups.activeReference.value?.references).toHaveLength(1);
    expect(computeReference).not.toHaveBeenCalled();
  });

  it('sets the problem if a recording cannot be decoded', async () => {
    const { cups } = await visit();
    decode.mockRejectedValueOnce(new Failure('undecodable', 'No sound; choose another.'));
    await cups.addPour(cups.add('Mug').id, file('x.txt'), false);
    expect(cups.problem.value).toBe('x.txt: No sound; choose another.');
    expect(cups.activeReference.value).toBeUndefined();
    cups.toggleActive(cups.active.value?.id ?? '');
    expect(cups.problem.value).toBeUndefined();
  });

  it('undoes the removal of a pour and of a cup', async () => {
    const { cups, undo, written } = await visit();
    const { id } = cups.add('Mug');
    await cups.addPour(id, file('a.wav'), false);
    await cups.addPour(id, file('b.wav'), false);
    const names = () => cups.active.value?.pours.map(({ name }) => name);
    const cup = () => {
      const [first] = cups.list.value;
      if (!first) throw new Error('no cup');
      return first;
    };
    const [pour] = cup().pours;
    if (pour) cups.removePour(cup(), pour, pour.name);
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

  it('restores a removed cup at its place, though a cup was added meanwhile', async () => {
    const { cups, undo } = await visit();
    vi.useFakeTimers({ toFake: ['Date'] });
    const names = () => cups.list.value.map(({ name }) => name);
    const mug = cups.add('Mug');
    vi.advanceTimersByTime(1);
    cups.add('Glass');
    cups.remove(mug);
    vi.advanceTimersByTime(1);
    cups.add('Bowl');
    undo.undo();
    vi.useRealTimers();
    expect(names()).toEqual(['Bowl', 'Glass', 'Mug']);
  });

  it('works without IndexedDB and says that the cup is not stored', async () => {
    vi.stubGlobal('indexedDB', undefined);
    const { cups } = await visit();
    await cups.addPour(cups.add('Mug').id, file(), false);
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

  it('reads cups of versions that knew cold pours only', () => {
    const { isHot: _, ...reference } = makeReference();
    const old = { ...pour, reference: { ...reference, clips: 1 } };
    expect(readCup({ ...cup, pours: [old] })).toEqual(cup);
  });
});

describe('doubtOf', () => {
  const doubt = (changes: object) =>
    doubtOf({ id: '', name: '', date: 0, file: new Blob(), reference: makeReference(changes) });

  it.each([
    ['a cold pour that sounds cold', { probabilityHot: 0.01 }, undefined],
    ['a hot pour that sounds hot', { isHot: true, probabilityHot: 0.99 }, undefined],
    ['an unclear cold pour', { probabilityHot: 0.51 }, undefined],
    ['an unclear hot pour', { isHot: true, probabilityHot: 0.49 }, undefined],
    ['a cold pour that sounds hot', { probabilityHot: 0.99 }, 'sounds-other'],
    ['a hot pour that sounds cold', { isHot: true, probabilityHot: 0.01 }, 'sounds-other'],
    ['no pour', { probabilityHot: 0.99, probabilityPouring: 0.01 }, 'not-a-pour'],
    ['a pour of another model', { probabilityHot: 0.99, model: 'old' }, 'other-model'],
  ])('of %s', (_, changes, expected) => expect(doubt(changes)).toBe(expected));
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
    await cups.addPour(cup.id, file(), false);
    expect(reclassifier.outdated.value).toEqual([a, b]);
    await reclassifier.start();
    expect(reclassify).toHaveBeenCalledWith([a]);
    // Versions without ids of the pours compared with them by another formula.
    const ofCup = (changes = {}) => makeClassification({ cup: 'Mug', references: 1, ...changes });
    a.state.value = { phase: 'classified', classification: ofCup() };
    expect(reclassifier.outdated.value).toEqual([a, b]);
    const knownPours = cups.activeReference.value?.pours ?? [];
    a.state.value = { phase: 'classified', classification: ofCup({ knownPours }) };
    expect(reclassifier.outdated.value).toEqual([b]);
    cups.toggleActive(cup.id);
    expect(reclassifier.outdated.value).toEqual([a]);
  });

  it('compares pours by id, in any order', async () => {
    const { cups } = await visit();
    const results = new Results();
    const reclassifier = new Reclassifier(results, cups, { reclassify: vi.fn() });
    const [result] = results.add([fileSource(file('a'))]);
    if (!result) throw new Error('no result');
    const { id } = cups.add('Mug');
    await cups.addPour(id, file('hot by mistake'), false);
    const setClassified = () => {
      const knownPours = cups.activeReference.value?.pours.toReversed() ?? [];
      const references = knownPours.length;
      result.state.value = {
        phase: 'classified',
        classification: makeClassification({ cup: 'Mug', references, knownPours }),
      };
    };
    setClassified();
    expect(reclassifier.outdated.value).toEqual([]);
    const [mistaken] = cups.active.value?.pours ?? [];
    if (cups.active.value && mistaken) cups.removePour(cups.active.value, mistaken, mistaken.name);
    await cups.addPour(id, file('cold'), false);
    expect(reclassifier.outdated.value).toEqual([result]);
    await cups.addPour(id, file('cold too'), false);
    setClassified();
    expect(reclassifier.outdated.value).toEqual([]);
  });
});
