/**
 * Keeps the screen on until the returned function is called: a person who pours has no hand free.
 * Does nothing in browsers without wake locks.
 */
export function keepScreenOn(): () => void {
  const { wakeLock } = navigator as Navigator & { wakeLock?: WakeLock };
  if (wakeLock === undefined) return () => undefined;
  let sentinel: WakeLockSentinel | undefined;
  let released = false;

  const acquire = async () => {
    if (released || document.visibilityState !== 'visible') return;
    try {
      const acquired = await wakeLock.request('screen');
      if (released) void acquired.release();
      else sentinel = acquired;
    } catch {
      // Refused, for instance on low battery: recording continues without it.
    }
  };
  // The browser releases the lock when the tab is hidden, and does not restore it.
  document.addEventListener('visibilitychange', acquire);
  void acquire();
  return () => {
    released = true;
    document.removeEventListener('visibilitychange', acquire);
    void sentinel?.release();
  };
}
