/** The bar at the bottom of the window while an action can be undone. */
import { home } from '../i18n/index.ts';
import bottom from './bottom-bar.module.css';
import type { Undo } from './undo.ts';

export function UndoBar({ undo }: { undo: Undo }) {
  const offered = undo.offer.value;
  if (offered === undefined) return null;
  const pause = () => undo.pauseTimer();
  const resume = () => undo.restartTimer();
  return (
    <section
      class={bottom.bar}
      aria-label={home.undo.heading}
      onMouseEnter={pause}
      onMouseLeave={resume}
      onFocusCapture={pause}
      onBlurCapture={resume}
    >
      <p>{offered.sentence}</p>
      <button type="button" class="text-button" onClick={() => undo.undo()}>
        {home.undo.button}
      </button>
    </section>
  );
}
