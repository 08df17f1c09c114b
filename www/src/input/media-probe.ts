/** Reads the duration of a file without decoding it. */

export interface MediaInfo {
  /** In seconds; infinite or NaN if the file does not contain it. */
  duration: number;
  hasVideo: boolean;
}

/** Local files load in milliseconds. */
const PROBE_TIMEOUT_MS = 5000;

/** Resolves with `undefined` if the browser cannot read the file. */
export function probeMedia(file: Blob): Promise<MediaInfo | undefined> {
  const video = document.createElement('video');
  const url = URL.createObjectURL(file);
  video.preload = 'metadata';
  video.muted = true;
  return new Promise<MediaInfo | undefined>((resolve) => {
    const timer = setTimeout(() => resolve(undefined), PROBE_TIMEOUT_MS);
    video.onloadedmetadata = () => {
      clearTimeout(timer);
      resolve({ duration: video.duration, hasVideo: video.videoWidth > 0 });
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
