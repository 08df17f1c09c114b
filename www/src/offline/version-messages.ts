/** What a page and the service worker say to each other. */

/** From a page to the worker. */
export type WorkerMessage =
  /** “Take over now”: only ever sent because a person asked for the new version. */
  | { type: 'activate' }
  /** A page is there. The worker answers on the port that comes along, with `Recognised`. */
  | { type: 'hello'; entry: string };

/** Whether all that the page may still load is of the worker's own build. */
export interface VersionReply {
  current: boolean;
}

/** From the worker to a page, with a port for `Entry`. */
export interface VersionQuery {
  type: 'which-entry';
}

/**
 * The address of a page's first script. Its name holds a hash of its content, in which the names of
 * all other scripts, of wasm and of the model are written: whoever has the same, has the same build.
 */
export type EntryUrl = string;
