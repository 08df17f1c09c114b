/** The bar at the bottom of the window while an action can be undone. */
import { useLayoutEffect, useRef } from 'preact/hooks';
import { home } from '../i18n/index.ts';
import bottom from './bottom-bar.module.css';
import { focusIfLost } from './focus.ts';
import type { Undo, Undoable } from './undo.ts';

export function UndoBar({ undo }: { undo: Undo }) {
  const offered = undo.offer.value;
  return offered && <Bar undo={undo} offered={offered} />;
}

function Bar({ undo, offered }: { undo: Undo; offered: Undoable }) {
  // Either one keeps the bar, so that it never disappears under pointer or focus.
  const uses = useRef({ hasPointer: false, hasFocus: false });
  const updateTimer = (changed: Partial<typeof uses.current> = {}) => {
    Object.assign(uses.current, changed);
    if (uses.current.hasPointer || uses.current.hasFocus) undo.pauseTimer();
    else undo.restartTimer();
  };
  useLayoutEffect(() => updateTimer(), [offered]);
  return (
    <section
      class={bottom.bar}
      aria-label={home.undo.heading}
      onMouseEnter={() => updateTimer({ hasPointer: true })}
      onMouseLeave={() => updateTimer({ hasPointer: false })}
      onFocusCapture={() => updateTimer({ hasFocus: true })}
      onBlurCapture={() => updateTimer({ hasFocus: false })}
    >
      <p class={bottom.clamped}>{offered.sentence}</p>
      <button
        type="button"
        class="text-button"
        onClick={() => {
          undo.undo();
          // What is restored may be on another page.
          focusIfLost('h1');
        }}
      >
        {home.undo.button}
      </button>
    </section>
  );
}
