/** Whether an element is in sight or soon will be: what is costly is put only there. */
import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** A screenful or more above and below, so that scrolling meets no empty places. */
const MARGIN = '1200px 0px';

export function useNearby(element: RefObject<Element | null>): boolean {
  const [near, setNear] = useState(typeof IntersectionObserver !== 'function');
  useEffect(() => {
    if (element.current === null || typeof IntersectionObserver !== 'function') return undefined;
    const observer = new IntersectionObserver(
      (entries) => setNear(entries.at(-1)?.isIntersecting ?? false),
      { rootMargin: MARGIN },
    );
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return near;
}
