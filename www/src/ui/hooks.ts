/** Hooks for elements with recordings, and for keys of the whole page. */
import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** One to two screens above and below, so that scrolling meets no empty places. */
const VIEWPORT_MARGIN = '1200px 0px';

/** Returns an object URL of a recording for the `<audio>` element, and revokes it afterwards. */
export function useObjectUrl(
  recording: File | undefined,
  audio: RefObject<HTMLAudioElement | null>,
): string | undefined {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    if (recording === undefined) return undefined;
    const created = URL.createObjectURL(recording);
    setUrl(created);
    return () => {
      // Otherwise a player that is still loading logs an error.
      audio.current?.removeAttribute('src');
      audio.current?.load();
      setUrl(undefined);
      // The URL keeps the whole file in memory until it is revoked.
      URL.revokeObjectURL(created);
    };
  }, [recording, audio]);
  return url;
}

/** Calls `act` for the space bar where no control has the focus, and no dialog is open. */
export function useSpaceKey(act: () => void, isEnabled = true): void {
  useEffect(() => {
    if (!isEnabled) return undefined;
    const onKey = (event: KeyboardEvent) => {
      if (isKeyTaken(event) || !isPlainSpace(event) || isControlFocused()) return;
      // The page would scroll, also while the key is held.
      event.preventDefault();
      if (!event.repeat) act();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [act, isEnabled]);
}

/** Whether a control, an input method or a dialog uses the key. */
export function isKeyTaken(event: KeyboardEvent): boolean {
  const { defaultPrevented, isComposing } = event;
  return defaultPrevented || isComposing || document.querySelector('dialog[open]') !== null;
}

const isPlainSpace = ({ key, ctrlKey, altKey, metaKey, shiftKey }: KeyboardEvent) =>
  key === ' ' && !ctrlKey && !altKey && !metaKey && !shiftKey;

/** The main element and headings have the focus after a change of page: see base.css. */
const isControlFocused = () => document.activeElement?.matches('body, main, h1, h2, h3') === false;

/** Returns whether an element is near the viewport. Costly content is rendered only then. */
export function useNearViewport(element: RefObject<Element | null>): boolean {
  const [isNear, setIsNear] = useState(typeof IntersectionObserver !== 'function');
  useEffect(() => {
    if (element.current === null || typeof IntersectionObserver !== 'function') return undefined;
    const observer = new IntersectionObserver(
      (entries) => setIsNear(entries.at(-1)?.isIntersecting ?? false),
      { rootMargin: VIEWPORT_MARGIN },
    );
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return isNear;
}
