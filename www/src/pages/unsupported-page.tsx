/** Shown in place of the page where the browser cannot run it. */

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

/** What a browser must have, and the sentence for one that has not. */

export async function missingFeature(): Promise<string | undefined> {
  // There is no build without SIMD: it would be 3–5 × slower.
  if (typeof WebAssembly !== 'object' || !(await simd())) return home.page.noSimd;
  if (typeof OfflineAudioContext !== 'function') return home.page.noWebAudio;
  return undefined;
}
