import { afterEach, expect, it } from 'vitest';
import { makeClassification } from '../../test/fixtures.ts';
import { actions, setLocale } from '../i18n/index.ts';
import { LANGUAGE_CODES } from '../i18n/locale.ts';
import { Failure } from '../util/failure.ts';
import { countAgreement, fileSource, Results } from './results.ts';

afterEach(() => setLocale('en'));

it('countAgreement counts labelled results with a verdict', () => {
  const names = ['hot', 'cold', 'unsure', 'not-pouring', 'hot'] as const;
  const list = new Results().add(
    [...names, 'failed'].map((name) => fileSource(new File([], name))),
  );
  names.forEach((verdict, i) => {
    const state = { phase: 'classified', classification: makeClassification({ verdict }) } as const;
    if (list[i]) list[i].state.value = state;
  });
  expect(countAgreement(list)).toEqual({ labelled: 0, agreed: 0 });
  // The last hot one has no label, and the failed one no verdict.
  const labels = ['hot', 'cold', 'hot', 'not-pouring', undefined, 'hot'] as const;
  list.forEach(({ label }, i) => {
    label.value = labels[i];
  });
  const failed = list.at(-1);
  const failure = new Failure('silent', 'It is silent.');
  if (failed) failed.state.value = { phase: 'failed', failure };
  expect(countAgreement(list)).toEqual({ labelled: 4, agreed: 3 });
});

it.each([
  [1, 1, 'You’ve labelled 1 result; the model agreed.'],
  [1, 0, 'You’ve labelled 1 result; the model didn’t agree.'],
  [12, 11, 'You’ve labelled 12 results; the model agreed on 11.'],
  [12, 12, 'You’ve labelled 12 results; the model agreed on all of them.'],
  [2, 0, 'You’ve labelled 2 results; the model agreed on none.'],
])('agreement of %d labels and %d verdicts', (labelled, agreed, sentence) => {
  expect(actions.agreement(labelled, agreed)).toBe(sentence);
});

it.each(LANGUAGE_CODES)('agreement is one sentence in %s', async (code) => {
  await setLocale(code);
  for (const [labelled, agreed] of [
    [1, 0],
    [1, 1],
    [5, 0],
    [5, 2],
    [5, 5],
  ] as const) {
    expect(actions.agreement(labelled, agreed)).toMatch(/^[^.。]*\d[^.。]*[.。]$/);
  }
});
