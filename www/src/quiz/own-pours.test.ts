import { afterEach, describe, expect, it, vi } from 'vitest';
import { makeClassification } from '../../test/fixtures.ts';
import type { HotOrCold } from '../classify/model-constants.ts';
import {
  fileSource,
  liveSource,
  type Result,
  Results,
  restoredResult,
  type Source,
} from '../results/results.ts';
import type { Label } from '../results/verdict-counts.ts';
import { Failure } from '../util/failure.ts';
import { MAX_OWN_POURS, OwnPours } from './own-pours.ts';
import { Quiz, type QuizPour } from './quiz.ts';

const file = new File(['sound'], 'a.wav');
const classified = () => ({ phase: 'classified', classification: makeClassification() }) as const;

function setUp() {
  const results = new Results();
  const add = (label: Label | undefined, source: Source = fileSource(file)): Result => {
    const [result] = results.add([source]);
    if (result === undefined) throw new Error('no result');
    result.label.value = label;
    result.state.value = classified();
    result.recording.value = file;
    return result;
  };
  /** A result of an earlier visit. */
  const restore = (label: Label, isStored: boolean): Result => {
    const annotations = { label, customName: undefined, note: undefined };
    const mediaStore = {
      hasRecording: async () => isStored,
      recording: async () => (isStored ? file : undefined),
      spectrogram: async () => undefined,
    };
    const added = { date: 0, place: 0 };
    const state = classified();
    const result = restoredResult(fileSource(file), added, state, annotations, mediaStore);
    results.restore([result]);
    return result;
  };
  return { results, ownPours: new OwnPours(results), add, restore };
}

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

async function watch(ownPours: OwnPours): Promise<void> {
  stops.push(ownPours.watch());
  await vi.waitFor(() => expect(ownPours.playable.value).toBeDefined());
}

async function draw(labels: HotOrCold[]): Promise<{ ownPours: OwnPours; round: QuizPour[] }> {
  const { ownPours, add } = setUp();
  for (const label of labels) add(label);
  await watch(ownPours);
  return { ownPours, round: ownPours.draw() };
}

const countOf = (round: QuizPour[], truth: HotOrCold) =>
  round.filter((pour) => pour.truth === truth).length;

const repeat = (label: HotOrCold, times: number) => Array<HotOrCold>(times).fill(label);

describe('playable', () => {
  it('has live recordings and files with a label of hot or cold', async () => {
    const { ownPours, add } = setUp();
    const labelled = [add('hot', liveSource(file)), add('cold')];
    add('not-pouring');
    add(undefined);
    add('hot', { ...fileSource(file), origin: { kind: 'synthesised' } });
    await watch(ownPours);
    expect(new Set(ownPours.playable.value)).toEqual(new Set(labelled));
  });

  it('has stored recordings of an earlier visit', async () => {
    const { ownPours, restore } = setUp();
    const stored = restore('hot', true);
    restore('cold', false);
    await watch(ownPours);
    expect(ownPours.playable.value).toEqual([stored]);
  });

  it('lacks recordings without a verdict', async () => {
    const { ownPours, add } = setUp();
    add('hot').state.value = { phase: 'failed', failure: new Failure('crashed', 'Sorry; retry.') };
    add('cold').state.value = { phase: 'waiting' };
    await watch(ownPours);
    expect(ownPours.playable.value).toEqual([]);
  });

  it('follows labels and removals', async () => {
    const { results, ownPours, add } = setUp();
    const [first, second] = [add('hot'), add(undefined)];
    await watch(ownPours);
    second.label.value = 'cold';
    await vi.waitFor(() => expect(ownPours.playable.value).toEqual([second, first]));
    results.remove(first);
    await vi.waitFor(() => expect(ownPours.playable.value).toEqual([second]));
  });
});

describe('draw', () => {
  it.each([
    [2, 0, 2, 0],
    [3, 2, 3, 2],
    [20, 20, 5, 5],
    [20, 2, 8, 2],
    [1, 30, 1, 9],
  ])('takes from %i hot and %i cold ones %i and %i', async (hot, cold, drawnHot, drawnCold) => {
    const { round } = await draw([...repeat('hot', hot), ...repeat('cold', cold)]);
    expect([countOf(round, 'hot'), countOf(round, 'cold')]).toEqual([drawnHot, drawnCold]);
    expect(new Set(round.map(({ classify }) => classify())).size).toBe(round.length);
  });

  it('names no temperature', async () => {
    const { round } = await draw(['hot', 'cold']);
    expect(round.map(({ fahrenheit }) => fahrenheit)).toEqual([undefined, undefined]);
  });

  it('is in random order', async () => {
    const { ownPours } = await draw([...repeat('hot', 3), ...repeat('cold', 3)]);
    const orders = Array.from({ length: 100 }, () => ownPours.draw().map(({ truth }) => truth));
    expect(new Set(orders.map(String)).size).toBeGreaterThan(10);
  });

  it('takes first the recordings that the latest round left out', async () => {
    const { ownPours, round } = await draw([...repeat('hot', 10), ...repeat('cold', 10)]);
    const results = (pours: QuizPour[]) => pours.map(({ classify }) => classify());
    const both = [...results(round), ...results(ownPours.draw())];
    expect(new Set(both).size).toBe(2 * MAX_OWN_POURS);
  });
});

describe('a round', () => {
  const play = async () => {
    const { ownPours, results, add } = setUp();
    const all = [add('hot'), add('cold')];
    await watch(ownPours);
    const quiz = new Quiz(() => ownPours.draw());
    quiz.start();
    return { all, quiz, results, turn: () => quiz.round.value?.turns.at(-1) };
  };

  it('uses the verdict that a recording has', async () => {
    const { all, turn } = await play();
    const state = turn()?.result.state.value;
    expect(all).toContain(turn()?.result);
    expect(state?.phase).toBe('classified');
  });

  it('reports a removal until it is undone', async () => {
    const { results, turn } = await play();
    const { pour, result } = turn() ?? {};
    expect(pour?.isDeleted()).toBe(false);
    if (result) results.remove(result);
    expect(pour?.isDeleted()).toBe(true);
    if (result) results.reinsert(result);
    expect(pour?.isDeleted()).toBe(false);
  });

  it('continues without a removed recording', async () => {
    const { results, quiz, turn } = await play();
    results.clear();
    quiz.skip();
    expect(turn()?.pour.isDeleted()).toBe(true);
    quiz.skip();
    expect(quiz.round.value).toEqual({ pours: [], turns: [], isFinished: true });
  });

  it('takes a corrected label as the truth', async () => {
    const { all, quiz, turn } = await play();
    const next = all.find((result) => result !== turn()?.result);
    const corrected = next?.label.value === 'hot' ? 'cold' : 'hot';
    if (next) next.label.value = corrected;
    quiz.guess('hot');
    quiz.next();
    expect(turn()).toMatchObject({ result: next, truth: corrected });
  });
});
