import { describe, expect, it } from 'vitest';
import { makeClassification } from '../../test/fixtures.ts';
import type { Verdict } from '../classify/classification.ts';
import { Failure } from '../util/failure.ts';
import type { Column } from './list-view.ts';
import { fileSource, Results } from './results.ts';
import { nextOrder, sortResults } from './table-order.ts';

const ROWS: [name: string, verdict: Verdict | 'failed' | 'waiting', hot: number, length: number][] =
  [
    ['pour 10', 'cold', 0.1, 8],
    ['pour 9', 'hot', 0.9, 6],
    ['waits', 'waiting', 0, 0],
    ['broken', 'failed', 0, 0],
    ['bird', 'not-pouring', 0.99, 5],
    ['between', 'unsure', 0.5, 7],
  ];

const list = new Results().add(ROWS.map(([name]) => fileSource(new File([], name))));
ROWS.forEach(([, verdict, probabilityHot, seconds], i) => {
  const state = list[i]?.state;
  if (!state || verdict === 'waiting') return;
  const probabilityPouring = verdict === 'not-pouring' ? 0.01 : 0.9 + probabilityHot / 100;
  state.value =
    verdict === 'failed'
      ? { phase: 'failed', failure: new Failure('silent', 'It is silent.') }
      : {
          phase: 'classified',
          classification: makeClassification({
            verdict,
            probabilityHot,
            probabilityPouring,
            seconds,
          }),
        };
});

const sorted = (column: Column, isDescending: boolean) =>
  sortResults(list, { column, isDescending }).map(({ source }) => source.name);

describe('sortResults', () => {
  it('preserves the order of the page by default', () => {
    expect(sortResults(list, undefined)).toBe(list);
  });

  it.each<[Column, string[]]>([
    ['name', ['between', 'bird', 'broken', 'pour 9', 'pour 10', 'waits']],
    ['verdict', ['pour 9', 'pour 10', 'between', 'bird', 'broken', 'waits']],
    // Without a pour, the probability of hot is unknown.
    ['hot', ['pour 10', 'between', 'pour 9', 'waits', 'broken', 'bird']],
    ['pouring', ['bird', 'pour 10', 'between', 'pour 9', 'waits', 'broken']],
    ['seconds', ['bird', 'pour 9', 'between', 'pour 10', 'waits', 'broken']],
  ])('sorts by %s', (column, names) => expect(sorted(column, false)).toEqual(names));

  it('lists unknown values last when descending', () => {
    expect(sorted('hot', true)).toEqual([
      'pour 9',
      'between',
      'pour 10',
      'waits',
      'broken',
      'bird',
    ]);
  });
});

it('sortResults sorts failed recordings by their length too', () => {
  const [long, short] = new Results().add(['a', 'b'].map((name) => fileSource(new File([], name))));
  if (!long || !short) throw new Error('no results');
  const failure = new Failure('too-short', 'It is too short.');
  failure.seconds = 0.5;
  long.state.value = { phase: 'classified', classification: makeClassification({ seconds: 8 }) };
  short.state.value = { phase: 'failed', failure };
  const order = { column: 'seconds', isDescending: false } as const;
  expect(sortResults([long, short], order)).toEqual([short, long]);
});

describe('nextOrder', () => {
  it('alternates per column, ascending first', () => {
    const up = nextOrder('hot', undefined);
    expect(up).toEqual({ column: 'hot', isDescending: false });
    const down = nextOrder('hot', up);
    expect(down).toEqual({ column: 'hot', isDescending: true });
    expect(nextOrder('name', down)).toEqual({ column: 'name', isDescending: false });
  });
});
