/**
 * What may become script, where a browser asks (require-trusted-types-for in the site's policy):
 * the site's own files, as workers, and nothing else. The policy that is named `default` is asked
 * for every text that is given where a script is wanted, by any code of the page.
 */

interface Policies {
  createPolicy(name: string, rules: { createScriptURL: (url: string) => string | null }): unknown;
}

/** Below the page's own folder: a host may share one origin among strangers' sites. */
export function ownScript(url: string, page: string): string | null {
  const address = new URL(url, page);
  const folder = new URL('.', page);
  const own = address.origin === folder.origin && address.pathname.startsWith(folder.pathname);
  return own ? address.href : null;
}

const policies = (globalThis as { trustedTypes?: Policies }).trustedTypes;
policies?.createPolicy('default', { createScriptURL: (url) => ownScript(url, document.baseURI) });
