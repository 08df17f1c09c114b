/** An installed app asks the browser to keep what it holds, also when room gets scarce. */
export function persistWhenInstalled(): void {
  const ask = () => void navigator.storage?.persist?.().catch(() => false);
  window.addEventListener('appinstalled', ask);
  // Only there: elsewhere Firefox asks the person, who has been asked once for the results (history.ts).
  if (matchMedia('(display-mode: standalone)').matches) ask();
}
