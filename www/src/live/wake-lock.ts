/**
 * Keeps the screen on until the returned function is called: a person who pours has no hand free.
 * Does nothing in browsers without wake locks.
 */
export function keepScreenOn(): () => void {
  const { wakeLock } = navigator as Navigator & { wakeLock?: WakeLock };
  if (wakeLock === undefined) return () => undefined;
  let sentinel: WakeLockSentinel | undefined;
  let isReleased = false;

  const acquire = async () => {
    if (isReleased || document.visibilityState !== 'visible') return;
    try {
      const acquired = await wakeLock.request('screen');
      if (isReleased) void acquired.release();
      else sentinel = acquired;
    } catch {
      // Refused, for instance on low battery: recording continues without it.
    }
  };
  // The browser releases the lock when the tab is hidden, and does not restore it.
  document.addEventListener('visibilitychange', acquire);
  void acquire();
  return () => {
    isReleased = true;
    document.removeEventListener('visibilitychange', acquire);
    void sentinel?.release();
  };
}
