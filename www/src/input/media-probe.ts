/** Asks the browser's player about a file without decoding it. */

export interface Media {
  /** Seconds; infinite or NaN where the file does not say. */
  duration: number;
  hasPicture: boolean;
}

/** A local file answers in milliseconds; one that does not is not worth waiting for. */
const PATIENCE_MS = 5000;

export function probeMedia(file: Blob): Promise<Media | undefined> {
  const video = document.createElement('video');
  const address = URL.createObjectURL(file);
  video.preload = 'metadata';
  video.muted = true;
  return new Promise<Media | undefined>((resolve) => {
    const timer = setTimeout(() => resolve(undefined), PATIENCE_MS);
    video.onloadedmetadata = () => {
      clearTimeout(timer);
      resolve({ duration: video.duration, hasPicture: video.videoWidth > 0 });
    };
    video.onerror = () => {
      clearTimeout(timer);
      resolve(undefined);
    };
    video.src = address;
  }).finally(() => {
    video.onloadedmetadata = null;
    video.onerror = null;
    video.removeAttribute('src');
    URL.revokeObjectURL(address);
  });
}
