/** Stands at the bottom of the window while something can be taken back. */
import { strings } from '../i18n/index.ts';
import type { Undo } from './undo.ts';

export function UndoBar({ undo }: { undo: Undo }) {
  const offered = undo.offer.value;
  if (offered === undefined) return null;
  const hold = () => undo.hold();
  const resume = () => undo.resume();
  return (
    <section
      class="undo-bar"
      aria-label={strings.undo.heading}
      onMouseEnter={hold}
      onMouseLeave={resume}
      onFocusCapture={hold}
      onBlurCapture={resume}
    >
      <p>{offered.sentence}</p>
      <button type="button" class="text-button" onClick={() => undo.take()}>
        {strings.undo.button}
      </button>
    </section>
  );
}
