/** In the browser's performance timeline, for benchmarks: wasm and model are there, and can judge. */
export const READY_MARK = 'classifier ready';
