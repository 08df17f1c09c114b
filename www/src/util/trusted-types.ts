/**
 * A Trusted Types policy for `require-trusted-types-for 'script'`. Browsers apply the policy named
 * `default` to every script URL on the page. This one allows the site's own files.
 */

interface Policies {
  createPolicy(name: string, rules: { createScriptURL: (url: string) => string | null }): unknown;
}

/** Allows the page's own folder only, since other sites may share the origin. */
export function resolveOwnScript(url: string, page: string): string | null {
  const script = new URL(url, page);
  const folder = new URL('.', page);
  const isOwn = script.origin === folder.origin && script.pathname.startsWith(folder.pathname);
  return isOwn ? script.href : null;
}

const policies = (globalThis as { trustedTypes?: Policies }).trustedTypes;
policies?.createPolicy('default', {
  createScriptURL: (url) => resolveOwnScript(url, document.baseURI),
});
