import { afterEach, describe, expect, it, vi } from 'vitest';
import { filter } from './list-view.ts';
import { fileSource, Results } from './results.ts';

const sources = (...names: string[]) => names.map((name) => fileSource(new File([], name)));
const open = ({ list }: Results) =>
  list.value.filter(({ isOpen }) => isOpen.value).map(({ source }) => source.name);

afterEach(() => {
  filter.value = undefined;
});

describe('Results.add', () => {
  it('opens a single result and closes the one before it', () => {
    const results = new Results();
    results.add(sources('a'));
    expect(open(results)).toEqual(['a']);
    results.add(sources('b'));
    expect(open(results)).toEqual(['b']);
    results.add(sources('c', 'd'));
    expect(open(results)).toEqual([]);
  });

  it('leaves a card open that a person opened', () => {
    const results = new Results();
    const [first] = results.add(sources('a', 'b'));
    if (first) first.isOpen.value = true;
    results.add(sources('c'));
    expect(open(results)).toEqual(['c', 'a']);
  });

  it('leaves a card open that has a draft or the focus', () => {
    const focused = new Set<string>();
    const results = new Results(({ source }) => focused.has(source.name));
    const [first] = results.add(sources('a'));
    if (first) first.draft.value = { name: 'Blue', note: '' };
    results.add(sources('b'));
    expect(open(results)).toEqual(['b', 'a']);
    focused.add('b');
    results.add(sources('c'));
    expect(open(results)).toEqual(['c', 'b', 'a']);
  });

  it('leaves the card of an only result open that has a draft', () => {
    const results = new Results();
    const earlier = new Results().add(sources('a'));
    for (const { isOpen, draft } of earlier) {
      isOpen.value = false;
      draft.value = { name: 'Blue', note: '' };
    }
    results.restore(earlier);
    results.add(sources('b'));
    expect(open(results)).toEqual(['b', 'a']);
  });

  it('removes the filter, which could hide the new results', () => {
    filter.value = 'cold';
    new Results().add(sources('a'));
    expect(filter.value).toBeUndefined();
  });
});

it('Results.reinsert restores the order, though results were added meanwhile', () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  const results = new Results();
  const names = () => results.list.value.map(({ source }) => source.name);
  const [a] = results.add(sources('a'));
  vi.advanceTimersByTime(1);
  const batch = results.add(sources('b', 'c', 'd'));
  const removed = [a, batch[0], batch[1], batch[2]].filter((result) => result !== undefined);
  for (const result of removed) {
    results.remove(result);
    vi.advanceTimersByTime(1);
    const [added] = results.add(sources('new'));
    results.reinsert(result);
    expect(names()).toEqual(['new', 'b', 'c', 'd', 'a']);
    if (added) results.remove(added);
  }
  vi.useRealTimers();
});
