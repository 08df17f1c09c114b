/** Links the page to the web app manifest in its language. */
import { type LanguageCode, manifestFile } from '../i18n/locale.ts';

/** The same address again would make the browser read the manifest again. */
export function linkManifest(code: LanguageCode): void {
  const link = document.querySelector('link[rel=manifest]');
  const address = `./${manifestFile(code)}`;
  if (link && link.getAttribute('href') !== address) link.setAttribute('href', address);
}
