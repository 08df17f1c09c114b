/** Stands at the bottom of the window while something can be taken back. */
import { home } from '../i18n/index.ts';
import bottom from './bottom-bar.module.css';
import type { Undo } from './undo.ts';

export function UndoBar({ undo }: { undo: Undo }) {
  const offered = undo.offer.value;
  if (offered === undefined) return null;
  const hold = () => undo.pauseTimer();
  const resume = () => undo.restartTimer();
  return (
    <section
      class={bottom.bar}
      aria-label={home.undo.heading}
      onMouseEnter={hold}
      onMouseLeave={resume}
      onFocusCapture={hold}
      onBlurCapture={resume}
    >
      <p>{offered.sentence}</p>
      <button type="button" class="text-button" onClick={() => undo.undo()}>
        {home.undo.button}
      </button>
    </section>
  );
}
