/** Hands a picture to the device's share sheet, or downloads it where there is none. */
import { downloadFile } from '../results/export.ts';

/** What happened to the picture. `cancelled`: the person closed the share sheet. */
export type ShareOutcome = 'shared' | 'cancelled' | 'downloaded';

/** Shares the picture with the address of the site. No recording is part of it. */
export async function shareImage(
  image: File,
  { title, url }: { title: string; url: string },
): Promise<ShareOutcome> {
  const data = { files: [image], title, url };
  if (navigator.canShare?.(data)) {
    try {
      await navigator.share(data);
      return 'shared';
    } catch (thrown) {
      if (thrown instanceof DOMException && thrown.name === 'AbortError') return 'cancelled';
      // Refused, for instance because the press was too long ago.
    }
  }
  downloadFile(image, image.name);
  return 'downloaded';
}

/** Returns the address of the start page, wherever the site is hosted. */
export function siteUrl({ origin, pathname }: Pick<Location, 'origin' | 'pathname'>): string {
  return origin + pathname.replace(/[^/]*$/, '');
}
