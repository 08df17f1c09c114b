/** What the page tells the worker that draws: first where, then the columns as they come. */
export type FilmMessage = { canvas: OffscreenCanvas; inSteps: boolean } | ImageData;
