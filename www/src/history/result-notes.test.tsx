// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeClassification } from '../../test/fixtures.ts';
import { actions } from '../i18n/index.ts';
import { AppProvider, type AppServices } from '../pages/app-context.ts';
import { ResultActions } from '../results/result-actions.tsx';
import { fileSource, type Result, Results } from '../results/results.ts';

beforeEach(() => document.body.replaceChildren());
afterEach(() => render(null, document.body));

function addResult(): Result {
  const [result] = new Results().add([fileSource(new File([], 'a.wav'))]);
  if (!result) throw new Error('no result');
  result.state.value = { phase: 'classified', classification: makeClassification() };
  return result;
}

function show(result: Result) {
  const services = {} as AppServices;
  act(() =>
    render(
      <AppProvider value={services}>
        <ResultActions result={result} />
      </AppProvider>,
      document.body,
    ),
  );
}

const nameInput = () => document.querySelector('input') as HTMLInputElement;
const editButton = () =>
  [...document.querySelectorAll('button')].find(
    ({ textContent }) => textContent === actions.naming.edit,
  );

function type(element: HTMLInputElement | HTMLTextAreaElement | null, text: string) {
  if (element === null) throw new Error('no field');
  element.value = text;
  element.dispatchEvent(new Event('input', { bubbles: true }));
}

it('the name form takes the focus when its button opens it', () => {
  show(addResult());
  act(() => editButton()?.click());
  expect(document.activeElement).toBe(nameInput());
});

it('the name form leaves the focus where it is when its card appears again', () => {
  const result = addResult();
  result.draft.value = { name: 'Blue', note: '' };
  show(result);
  expect(nameInput().value).toBe('Blue');
  expect(document.activeElement).toBe(document.body);
});

it('the name form keeps inputs that come before the next render', () => {
  const result = addResult();
  show(result);
  act(() => editButton()?.click());
  act(() => {
    type(nameInput(), 'Blue');
    type(document.querySelector('textarea'), 'Lid on');
    const submit = new Event('submit', { bubbles: true, cancelable: true });
    document.querySelector('form')?.dispatchEvent(submit);
  });
  expect([result.customName.value, result.note.value]).toEqual(['Blue', 'Lid on']);
});
