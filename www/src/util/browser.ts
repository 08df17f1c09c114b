/** Small choices that outlast the page, where the browser allows it. */

export function readSetting(key: string): string | undefined {
  try {
    return localStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

export function writeSetting(key: string, value: string | undefined): void {
  try {
    if (value === undefined) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // Some browsers forbid it in private windows: then the choice lasts as long as the page.
  }
}

/** Hands a file to the person, as a download does. */
export function downloadFile(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // Not at once: the browser fetches the address after this turn.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** A name for something kept; plain http has no crypto.randomUUID. */
export function createId(): string {
  const [random = 0] = crypto.getRandomValues(new Uint32Array(1));
  return `${Date.now().toString(36)}-${random.toString(36)}`;
}

/**
 * Lets the page answer to hands amid long work. Not a timer: those wait for a second in a hidden
 * tab. Not scheduler.yield: Safari has none.
 */
export function yieldToMain(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
