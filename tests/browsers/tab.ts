/** A tab of any browser, independent of the protocol that drives it. */
export interface Tab {
  /** Returns console errors and uncaught exceptions since the last call. */
  takeErrors(): Promise<string[]>;
  goto(address: string): Promise<void>;
  reload(): Promise<void>;
  /** Runs a function in the page without its closure; arguments and result are JSON. */
  evaluate<A extends unknown[], T>(work: (...args: A) => T, ...args: A): Promise<Awaited<T>>;
  /** Clicks with a user gesture, which audio requires. */
  press(selector: string): Promise<void>;
  choose(selector: string, files: string[]): Promise<void>;
  resize(width: number, height: number): Promise<void>;
  close(): Promise<void>;
}

export interface Engine {
  name: string;
  /** Why the browser cannot run on this machine. */
  missing: string | undefined;
  /** Why tests that record are skipped. */
  noMicrophone: string | undefined;
  open(): Promise<Tab>;
}
