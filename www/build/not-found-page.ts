/** Generates 404.html, which most hosts serve for a missing file. */
import type { Plugin } from 'vite';
import { pages } from '../src/i18n/en/pages.ts';
import { escapeHtml } from './html-strings.ts';
import { policyTags } from './security-policy.ts';

export interface NotFoundPageOptions {
  /** Path of the site. The page is served at any depth, so its URLs cannot be relative. */
  base: string;
  stylesheet: string;
}

export function renderNotFoundPage({ base, stylesheet }: NotFoundPageOptions): string {
  const { heading, sentence } = pages.unknown;
  const text = escapeHtml(sentence).replace(
    /\[([^\]]+)\]\(#\/\)/,
    (_, words) => `<a href="${escapeHtml(base)}">${words}</a>`,
  );
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    ${policyTags}
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="robots" content="noindex" />
    <title>${escapeHtml(pages.title(heading))}</title>
    <meta name="color-scheme" content="light dark" />
    <script src="${escapeHtml(base)}theme.js"></script>
    <link rel="stylesheet" href="${escapeHtml(base + stylesheet)}" />
  </head>
  <body>
    <main class="prose">
      <h1>${escapeHtml(heading)}</h1>
      <p>${text}</p>
    </main>
  </body>
</html>
`;
}

export function notFoundPage(base: string): Plugin {
  if (!/^\/([^/]+\/)*$/.test(base)) {
    throw new Error(`HOT_OR_COLD_BASE is ${base}, but must begin and end with a slash`);
  }
  return {
    name: 'not-found-page',
    generateBundle(_, bundle) {
      const stylesheet = Object.keys(bundle).find((name) => name.endsWith('.css'));
      if (stylesheet === undefined) throw new Error('There is no stylesheet for 404.html');
      const source = renderNotFoundPage({ base, stylesheet });
      this.emitFile({ type: 'asset', fileName: '404.html', source });
    },
  };
}
