// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, expect, it } from 'vitest';
import { Playback } from './playback.ts';
import { SeekBar } from './seek-bar.tsx';

afterEach(() => render(null, document.body));

it.each([true, false])('SeekBar is inert: %s', (isInert) => {
  const bar = <SeekBar playback={new Playback()} seconds={3} name="a.wav" isInert={isInert} />;
  act(() => render(bar, document.body));
  expect(document.querySelector('input')?.hasAttribute('inert')).toBe(isInert);
});
