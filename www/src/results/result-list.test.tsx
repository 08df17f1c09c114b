// @vitest-environment happy-dom
import { signal } from '@preact/signals';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { makeClassification } from '../../test/fixtures.ts';
import { home } from '../i18n/index.ts';
import { AppProvider, type AppServices } from '../pages/app-context.ts';
import { ResultList } from './result-list.tsx';
import { fileSource, type Result, Results } from './results.ts';

// Vite serves no files outside its root to a browser-like environment.
vi.mock('virtual:example-recordings', () => ({ recordings: [] }));

beforeEach(() => document.body.replaceChildren());
afterEach(() => render(null, document.body));

/** Shows two results of a batch, which wait. */
function show() {
  const results = new Results();
  const batch = results.add(['a', 'b'].map((name) => fileSource(new File([], name))));
  const count = signal(2);
  const history = {
    isEnabled: signal(false),
    count,
    usage: signal(undefined),
    unreadable: signal(0),
    problem: signal(undefined),
    clear: () => {
      count.value = 0;
    },
  };
  const services = { history, results } as unknown as AppServices;
  const list = (
    <AppProvider value={services}>
      <ResultList />
    </AppProvider>
  );
  act(() => render(list, document.body));
  return batch;
}

const nextFrame = () =>
  act(() => new Promise<void>((resolve) => requestAnimationFrame(() => resolve())));
const focused = () => document.activeElement?.id;
const finish = ({ state }: Result) =>
  act(() => {
    state.value = { phase: 'classified', classification: makeClassification() };
  });

it('the focus goes to the summary when a batch ends while its button has the focus', async () => {
  const batch = show();
  document.getElementById('cancel-all')?.focus();
  for (const result of batch) {
    expect(focused()).toBe('cancel-all');
    finish(result);
  }
  await nextFrame();
  expect(focused()).toBe('show-all');
});

it('the focus goes to the switch for saving once the saved results are deleted', async () => {
  show();
  const deleteSaved = [...document.querySelectorAll('button')].find(
    ({ textContent }) => textContent === home.history.deleteSaved,
  );
  deleteSaved?.focus();
  act(() => deleteSaved?.click());
  const dialog = document.querySelector('dialog');
  act(() => dialog?.close('yes'));
  await nextFrame();
  expect(deleteSaved?.isConnected).toBe(false);
  expect(focused()).toBe('save-results');
});
