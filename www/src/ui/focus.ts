/** Keeps the focus on the page when the control that has it disappears. */
import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';

/** Focuses the first element that matches, once the current change is rendered. */
export function focusAfterRender(selector: string): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>(selector)?.focus());
}

/** Focuses the first element that matches, unless another one has got the focus meanwhile. */
export function focusIfLost(selector: string): void {
  requestAnimationFrame(() => {
    const { activeElement } = document;
    if (activeElement !== null && activeElement !== document.body) return;
    document.querySelector<HTMLElement>(selector)?.focus({ preventScroll: true });
  });
}

/**
 * Focuses the element of `selector` if a component is removed while the focus is within `element`,
 * which it renders.
 */
export function useFocusSuccessor(element: RefObject<HTMLElement | null>, selector: string): void {
  useLayoutEffect(
    () => () => {
      if (element.current?.contains(document.activeElement)) focusIfLost(selector);
    },
    [],
  );
}
