// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, expect, it } from 'vitest';
import { home } from '../i18n/index.ts';
import { order } from './list-view.ts';
import { fileSource, Results } from './results.ts';
import { SortChoice } from './sort-choice.tsx';

afterEach(() => {
  render(null, document.body);
  order.value = undefined;
});

it('SortChoice shows the default order once the column of labels is gone', () => {
  const results = new Results();
  const [result] = results.add([fileSource(new File([], 'a.wav'))]);
  if (!result) throw new Error('no result');
  result.label.value = 'hot';
  order.value = { column: 'label', isDescending: true };
  act(() => render(<SortChoice results={results} />, document.body));
  const shown = () => [
    document.querySelector('select')?.selectedOptions[0]?.textContent,
    document.querySelector('button')?.textContent,
  ];
  expect(shown()).toEqual([home.summary.columns.label, home.summary.reverse]);
  act(() => {
    result.label.value = undefined;
  });
  expect(shown()).toEqual([home.summary.newestFirst, undefined]);
});
