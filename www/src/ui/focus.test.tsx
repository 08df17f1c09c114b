// @vitest-environment happy-dom
import { render } from 'preact';
import { useRef } from 'preact/hooks';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { useFocusSuccessor } from './focus.ts';

beforeEach(() => document.body.replaceChildren());
afterEach(() => render(null, document.body));

function Control() {
  const button = useRef<HTMLButtonElement>(null);
  useFocusSuccessor(button, '#next');
  return <button id="control" ref={button} type="button" />;
}

const show = (hasControl: boolean) =>
  act(() =>
    render(
      <>
        {hasControl && <Control />}
        <button id="next" type="button" />
        <button id="other" type="button" />
      </>,
      document.body,
    ),
  );
const focus = (id: string) => document.getElementById(id)?.focus();
const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));

it('useFocusSuccessor moves the focus when the focused control disappears', async () => {
  show(true);
  focus('control');
  show(false);
  await nextFrame();
  expect(document.activeElement?.id).toBe('next');
});

it('useFocusSuccessor leaves the focus of other elements', async () => {
  show(true);
  focus('other');
  show(false);
  await nextFrame();
  expect(document.activeElement?.id).toBe('other');
  show(true);
  focus('control');
  show(false);
  focus('other');
  await nextFrame();
  expect(document.activeElement?.id).toBe('other');
});
