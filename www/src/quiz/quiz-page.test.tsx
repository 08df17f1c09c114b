// @vitest-environment happy-dom
import { signal } from '@preact/signals';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { quiz as messages } from '../i18n/index.ts';
import { AppProvider, type AppServices } from '../pages/app-context.ts';
import { fileSource, type Result, Results } from '../results/results.ts';
import { Failure } from '../util/failure.ts';
import { Quiz, type QuizPour } from './quiz.ts';
import { QuizPage } from './quiz-page.tsx';

// Vite serves no files outside its root to a browser-like environment.
vi.mock('virtual:example-recordings', () => ({ recordings: [] }));

beforeEach(() => document.body.replaceChildren());
afterEach(() => {
  // The choice of the source outlives the page.
  byTestId('source-examples')?.click();
  render(null, document.body);
});

const byTestId = (id: string) => document.querySelector<HTMLElement>(`[data-testid=${id}]`);
const press = (id: string) => act(() => byTestId(id)?.click());
const nextFrame = () =>
  act(() => new Promise<void>((resolve) => requestAnimationFrame(() => resolve())));
const text = () => document.body.textContent ?? '';

function addResult(): Result {
  const [result] = new Results().add([fileSource(new File([], 'a.wav'))]);
  if (!result) throw new Error('no result');
  return result;
}

const pour = (isDeleted = false): QuizPour => ({
  truth: 'hot',
  classify: addResult,
  isDeleted: () => isDeleted,
});

/** Shows the quiz with three examples, and the pours of an own round. */
function show(own: QuizPour[]) {
  const playable = signal<readonly Result[]>([addResult(), addResult()]);
  const quizzes = {
    examples: new Quiz(() => [pour(), pour(), pour()]),
    own: new Quiz(() => own),
  };
  const services = {
    examples: [],
    ownPours: { playable, watch: () => () => undefined },
    quizzes,
    results: new Results(),
  } as unknown as AppServices;
  const page = (
    <AppProvider value={services}>
      <QuizPage />
    </AppProvider>
  );
  act(() => render(page, document.body));
  const deleteOwn = () =>
    act(() => {
      playable.value = [];
    });
  return { quizzes, deleteOwn };
}

it('an own round in progress can be continued after its recordings were deleted', () => {
  const { quizzes, deleteOwn } = show([pour(true), pour(true)]);
  press('source-own');
  const [turn] = quizzes.own.round.value?.turns ?? [];
  deleteOwn();
  press('source-examples');
  expect(text()).toContain(messages.pour(1, 3));
  press('source-own');
  expect(text()).toContain(messages.pour(1, 2));
  expect(quizzes.own.round.value?.turns).toEqual([turn]);
});

it('playing again continues a round of examples where own recordings are missing', () => {
  const { quizzes, deleteOwn } = show([pour(true)]);
  const [turn] = quizzes.examples.round.value?.turns ?? [];
  press('source-own');
  deleteOwn();
  act(() => quizzes.own.skip());
  expect(text()).not.toContain(messages.playAgainNote.partlyNew);
  expect(text()).not.toContain(messages.playAgainNote.repeated);
  press('again');
  expect(text()).toContain(messages.pour(1, 3));
  expect(quizzes.examples.round.value?.turns).toEqual([turn]);
});

it('the heading of the question keeps the focus when a pour fails again', async () => {
  const { quizzes } = show([]);
  const fail = () =>
    act(() => {
      const turn = quizzes.examples.round.value?.turns.at(-1);
      const failure = new Failure('crashed', 'It stopped; retry.');
      if (turn) turn.result.state.value = { phase: 'failed', failure };
    });
  const retry = () => document.querySelector<HTMLElement>('[role=alert] button');
  const heading = document.getElementById('quiz-pour');
  fail();
  retry()?.focus();
  act(() => retry()?.click());
  await nextFrame();
  expect(document.activeElement).toBe(heading);
  fail();
  expect(retry()).not.toBeNull();
  expect(document.activeElement).toBe(heading);
});

it('the heading takes the focus of the source buttons when these disappear', async () => {
  const { deleteOwn } = show([]);
  byTestId('source-examples')?.focus();
  deleteOwn();
  expect(byTestId('source-examples')).toBeNull();
  await nextFrame();
  expect(document.activeElement?.id).toBe('quiz-pour');
});
