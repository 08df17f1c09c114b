/** What the tests ask of a browser, whichever it is and however it is driven. */
export interface Tab {
  /** Console errors and uncaught exceptions since they were last taken. */
  takeErrors(): Promise<string[]>;
  goto(address: string): Promise<void>;
  reload(): Promise<void>;
  /** Runs a function in the page, where it sees its arguments alone; takes and gives JSON. */
  evaluate<A extends unknown[], T>(work: (...given: A) => T, ...given: A): Promise<Awaited<T>>;
  /** As a person presses it: audio starts only after that. */
  press(selector: string): Promise<void>;
  choose(selector: string, files: string[]): Promise<void>;
  resize(width: number, height: number): Promise<void>;
  close(): Promise<void>;
}

export interface Engine {
  name: string;
  /** What this machine lacks for it, in one line. */
  missing: string | undefined;
  /** What it lacks for the tests that listen. */
  deaf: string | undefined;
  open(): Promise<Tab>;
}
