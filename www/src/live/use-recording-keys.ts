/** Keys of the microphone panel: Space starts and stops a recording, Escape stops it. */
import { useCallback, useEffect } from 'preact/hooks';
import { isKeyTaken, useSpaceKey } from '../ui/hooks.ts';
import type { Recorder } from './recorder.ts';

/** `aria-keyshortcuts` of the record button. */
export const RECORDING_KEYS = 'Space';

/**
 * `isShown`: whether the panel is on the page that is open. Returns the function that starts and
 * stops a recording, for the button and for taps.
 */
export function useRecordingKeys(
  recorder: Pick<Recorder, 'stop' | 'toggle'>,
  isActive: boolean,
  isShown: boolean,
): () => void {
  const toggle = useCallback(() => recorder.toggle(), [recorder]);
  useSpaceKey(toggle, isShown);
  useEffect(() => {
    if (!isActive) return undefined;
    const onKey = (event: KeyboardEvent) => {
      // In full screen, Escape leaves full screen and nothing else.
      if (event.key !== 'Escape' || isKeyTaken(event) || document.fullscreenElement) return;
      recorder.stop();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [recorder, isActive]);
  return toggle;
}
