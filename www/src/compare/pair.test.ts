import { describe, expect, it } from 'vitest';
import { makeClassification } from '../../test/fixtures.ts';
import type { Verdict } from '../classify/classification.ts';
import { fileSource, type Result, Results } from '../results/results.ts';
import type { Label } from '../results/verdict-counts.ts';
import { classifiedResults, defaultPair, stablePair, withResult } from './pair.ts';

/** Classified results, the newest first; a label may follow the verdict. */
function resultsOf(...kinds: (Verdict | `${Verdict} ${Label}`)[]): Result[] {
  return kinds.map((kind) => {
    const [verdict, label] = kind.split(' ') as [Verdict, Label | undefined];
    const [result] = new Results().add([fileSource(new File([], kind))]);
    if (!result) throw new Error('no result');
    result.state.value = { phase: 'classified', classification: makeClassification({ verdict }) };
    result.label.value = label;
    return result;
  });
}

const namesOf = (pair: readonly Result[] | undefined) => pair?.map(({ source }) => source.name);

describe('defaultPair', () => {
  it.each([
    [
      ['cold', 'unsure', 'hot'],
      ['hot', 'cold'],
    ],
    [
      ['hot', 'hot', 'cold', 'cold'],
      ['hot', 'cold'],
    ],
    [
      ['unsure hot', 'hot', 'cold'],
      ['unsure hot', 'cold'],
    ],
    [
      ['hot cold', 'cold', 'hot'],
      ['hot', 'hot cold'],
    ],
    [
      ['hot cold', 'unsure', 'not-pouring'],
      ['hot cold', 'unsure'],
    ],
    [
      ['unsure', 'not-pouring', 'cold'],
      ['unsure', 'not-pouring'],
    ],
  ] as const)('chooses of %j the pair %j', (kinds, expected) => {
    expect(namesOf(defaultPair(resultsOf(...kinds)))).toEqual(expected);
  });

  it('chooses nothing of fewer than two results', () => {
    expect(defaultPair([])).toBeUndefined();
    expect(defaultPair(resultsOf('hot'))).toBeUndefined();
  });
});

describe('stablePair', () => {
  const [newest, hot, cold] = resultsOf('hot', 'hot', 'cold') as [Result, Result, Result];

  it('keeps the pair that is shown when a newer result is finished', () => {
    expect(stablePair(undefined, [hot, cold])).toEqual([hot, cold]);
    expect(stablePair([hot, cold], [newest, hot, cold])).toEqual([hot, cold]);
    expect(stablePair([cold, hot], [newest, hot, cold])).toEqual([cold, hot]);
  });

  it('returns the default pair once a result of the one that is shown is gone', () => {
    expect(stablePair([hot, cold], [newest, cold])).toEqual([newest, cold]);
    expect(stablePair([hot, cold], [newest])).toBeUndefined();
  });
});

it('classifiedResults leaves out unfinished and failed ones', () => {
  const [done] = resultsOf('hot');
  const [waiting] = new Results().add([fileSource(new File([], 'x'))]);
  expect(classifiedResults([waiting, done].filter((result) => result !== undefined))).toEqual([
    done,
  ]);
});

describe('withResult', () => {
  const [a, b, c] = resultsOf('hot', 'cold', 'unsure') as [Result, Result, Result];

  it('replaces one side', () => {
    expect(withResult([a, b], 0, c)).toEqual([c, b]);
    expect(withResult([a, b], 1, c)).toEqual([a, c]);
  });

  it('swaps the sides for a result of the other side', () => {
    expect(withResult([a, b], 0, b)).toEqual([b, a]);
    expect(withResult([a, b], 1, a)).toEqual([b, a]);
  });
});
