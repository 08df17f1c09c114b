/** Shown in browsers that lack a required feature. */
import { simd } from 'wasm-feature-detect';
import { home } from '../i18n/index.ts';
import { PageHeader } from '../ui/page-header.tsx';

export function UnsupportedPage({ reason }: { reason: string }) {
  return (
    <>
      <PageHeader page="home" />
      <main>
        <p class="notice" role="alert">
          {reason}
        </p>
      </main>
    </>
  );
}

/** A sentence about the first missing feature, or undefined if the browser has all of them. */
export async function missingFeature(): Promise<string | undefined> {
  // There is no build without SIMD, which would be 3 to 5 times slower.
  if (typeof WebAssembly !== 'object' || !(await simd())) return home.page.noSimd;
  if (typeof OfflineAudioContext !== 'function') return home.page.noWebAudio;
  return undefined;
}
