/** Keeps the screen on: whoever pours has no hand free for it. */

/** Returns what lets the screen go. Where a browser has no wake lock, nothing happens. */
export function keepScreenOn(): () => void {
  const { wakeLock } = navigator as Navigator & { wakeLock?: WakeLock };
  if (wakeLock === undefined) return () => undefined;
  let held: WakeLockSentinel | undefined;
  let released = false;

  const acquire = async () => {
    if (released || document.visibilityState !== 'visible') return;
    try {
      const sentinel = await wakeLock.request('screen');
      if (released) void sentinel.release();
      else held = sentinel;
    } catch {
      // A low battery may refuse it; listening goes on all the same.
    }
  };
  // The browser takes the lock away with the tab's visibility and does not give it back.
  document.addEventListener('visibilitychange', acquire);
  void acquire();
  return () => {
    released = true;
    document.removeEventListener('visibilitychange', acquire);
    void held?.release();
  };
}
