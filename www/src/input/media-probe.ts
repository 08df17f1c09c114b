/** Reads the duration of a file without decoding it. */

/** Local files load in milliseconds. */
const PROBE_TIMEOUT_MS = 5000;

/**
 * In seconds; infinite or NaN if the file does not contain it, and `undefined` if the browser
 * cannot read the file.
 */
export function probeDuration(file: Blob): Promise<number | undefined> {
  const video = document.createElement('video');
  const url = URL.createObjectURL(file);
  video.preload = 'metadata';
  video.muted = true;
  return new Promise<number | undefined>((resolve) => {
    const timer = setTimeout(() => resolve(undefined), PROBE_TIMEOUT_MS);
    video.onloadedmetadata = () => {
      clearTimeout(timer);
      resolve(video.duration);
    };
    video.onerror = () => {
      clearTimeout(timer);
      resolve(undefined);
    };
    video.src = url;
  }).finally(() => {
    video.onloadedmetadata = null;
    video.onerror = null;
    video.removeAttribute('src');
    URL.revokeObjectURL(url);
  });
}
