import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** The blob: address of a recording, for the player that `audio` points to. */
export function useObjectUrl(
  recording: File | undefined,
  audio: RefObject<HTMLAudioElement | null>,
): string | undefined {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    if (recording === undefined) return undefined;
    const made = URL.createObjectURL(recording);
    setAddress(made);
    return () => {
      // A player that is still loading would find nothing there, and say so in the console.
      audio.current?.removeAttribute('src');
      audio.current?.load();
      setAddress(undefined);
      // It keeps its whole file in memory until it is revoked.
      URL.revokeObjectURL(made);
    };
  }, [recording, audio]);
  return address;
}

/** Whether an element is in sight or soon will be: what is costly is put only there. */

/** A screenful or more above and below, so that scrolling meets no empty places. */
const VIEWPORT_MARGIN = '1200px 0px';

export function useNearViewport(element: RefObject<Element | null>): boolean {
  const [near, setNear] = useState(typeof IntersectionObserver !== 'function');
  useEffect(() => {
    if (element.current === null || typeof IntersectionObserver !== 'function') return undefined;
    const observer = new IntersectionObserver(
      (entries) => setNear(entries.at(-1)?.isIntersecting ?? false),
      { rootMargin: VIEWPORT_MARGIN },
    );
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return near;
}
