/**
 * Messages between a page and the service worker. The two may come from different releases: a page
 * that is still open talks to the next release's worker. So the values of `type` never change.
 */

/** Asks the worker whether the page belongs to its build. */
export const VERSION_CHECK = 'hello';

/** Asks a page for the URL of its first script. */
export const ENTRY_QUERY = 'which-entry';

/** From a page to the worker. */
export type WorkerMessage =
  /** Asks a waiting worker to take over. Sent only when the person asked for the new version. */
  | { type: 'activate' }
  /** The worker sends a `VersionReply` to the transferred port. */
  | { type: typeof VERSION_CHECK; entry: EntryUrl };

/** Whether all files that the page may still load belong to the worker's build. */
export interface VersionReply {
  current: boolean;
}

/** From the worker to a page, which sends its `EntryUrl` to the transferred port. */
export interface VersionQuery {
  type: typeof ENTRY_QUERY;
}

/**
 * URL of a page's first script. Its hashed name depends on the names of all other scripts, of wasm
 * and of the model, so equal URLs mean equal builds.
 */
export type EntryUrl = string;
