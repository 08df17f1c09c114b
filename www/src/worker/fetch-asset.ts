/** Fetches a file of the page, and gives up when the download makes no progress. */
import { StallWatch } from './stall-watch.ts';

const STALL_MS = 30_000;

/** Rejects, as the reading of its body does, if the file is missing or nothing more arrives. */
export async function fetchAsset(url: string): Promise<Response> {
  const abort = new AbortController();
  const watch = new StallWatch(STALL_MS);
  const { pathname } = new URL(url, location.href);
  void watch.stalled.then(() => abort.abort(new Error(`${pathname} stopped arriving`)));
  watch.restart();
  try {
    const response = await fetch(url, { signal: abort.signal });
    if (!response.ok) throw new Error(`${response.status} for ${pathname}`);
    // A copy: the browser caches compiled wasm only for the response of a fetch.
    void watchBody(response.clone(), watch);
    return response;
  } catch (thrown) {
    watch.stop();
    throw thrown;
  }
}

async function watchBody({ body }: Response, watch: StallWatch): Promise<void> {
  try {
    const reader = body?.getReader();
    while (reader && !(await reader.read()).done) watch.restart();
  } catch {
    // The other copy fails too, and reports it.
  } finally {
    watch.stop();
  }
}
