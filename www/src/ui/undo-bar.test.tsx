// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Undo } from './undo.ts';
import { UndoBar } from './undo-bar.tsx';

beforeEach(() => {
  document.body.replaceChildren();
  vi.useFakeTimers();
});
afterEach(() => {
  render(null, document.body);
  vi.useRealTimers();
});

const bar = () => document.querySelector('section');
const button = () => bar()?.querySelector('button');
const pointer = (type: string) => act(() => void bar()?.dispatchEvent(new MouseEvent(type)));
const wait = () => act(() => void vi.advanceTimersByTime(60_000));

function offer(): Undo {
  const undo = new Undo({ announce: () => undefined });
  undo.show({ sentence: 'It is gone.', undo: vi.fn(), commit: vi.fn() });
  act(() =>
    render(
      <>
        <h1 tabIndex={-1}>Page</h1>
        <UndoBar undo={undo} />
      </>,
      document.body,
    ),
  );
  return undo;
}

it('UndoBar stays while its button has the focus, also after the pointer has left', () => {
  offer();
  act(() => button()?.focus());
  pointer('mouseenter');
  pointer('mouseleave');
  wait();
  expect(bar()).not.toBeNull();
  act(() => button()?.blur());
  wait();
  expect(bar()).toBeNull();
});

it('UndoBar stays for the next offer while its button has the focus', () => {
  const undo = offer();
  act(() => button()?.focus());
  act(() => undo.show({ sentence: 'Gone, too.', undo: vi.fn(), commit: vi.fn() }));
  wait();
  expect(bar()).not.toBeNull();
});

it('UndoBar moves the focus to the heading of the page if nothing else takes it', async () => {
  offer();
  act(() => button()?.focus());
  act(() => button()?.click());
  await act(() => void vi.advanceTimersToNextFrame());
  expect(document.activeElement).toBe(document.querySelector('h1'));
});
