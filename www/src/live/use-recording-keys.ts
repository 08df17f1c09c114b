/** Keys of the microphone panel: Space starts and stops a recording, Escape stops it. */
import { useEffect } from 'preact/hooks';
import type { Recorder } from './recorder.ts';

/** `aria-keyshortcuts` of the record button. */
export const RECORDING_KEYS = 'Space';

/** `isShown`: whether the panel is on the page that is open. */
export function useRecordingKeys(recorder: Recorder, isActive: boolean, isShown: boolean): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      // An input method uses these keys, too.
      if (event.defaultPrevented || event.isComposing) return;
      if (document.querySelector('dialog[open]')) return;
      if (isActive && event.key === 'Escape') recorder.stop();
      if (!isShown || !isPlainSpace(event) || isControlFocused()) return;
      // The page would scroll, also while the key is held.
      event.preventDefault();
      if (!event.repeat) recorder.toggle();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [recorder, isActive, isShown]);
}

const isPlainSpace = ({ key, ctrlKey, altKey, metaKey, shiftKey }: KeyboardEvent) =>
  key === ' ' && !ctrlKey && !altKey && !metaKey && !shiftKey;

/** The main element and headings have the focus after a change of page: see base.css. */
const isControlFocused = () => document.activeElement?.matches('body, main, h1, h2, h3') === false;
