/**
 * Lets the page answer to hands amid long work. Not a timer: those wait for a second in a hidden
 * tab. Not scheduler.yield: Safari has none.
 */
export function breathe(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
