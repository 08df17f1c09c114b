/**
 * Makes the dark colours of tokens.css apply to `<html data-theme="dark">` too, and not to
 * `<html data-theme="light">`. CSS has no way to name a list of properties once for both.
 */
import type { Plugin } from 'vite';

const DARK_COLOURS = /@media \(prefers-color-scheme: dark\) \{\s*:root \{([^}]*)\}\s*\}/;

/** `:where` keeps the specificity of `:root`, so that later rules still win. */
export function withThemeAttribute(css: string): string {
  const [rule, colours] = DARK_COLOURS.exec(css) ?? [];
  if (rule === undefined) throw new Error('tokens.css has no list of dark colours');
  return css.replace(
    rule,
    `@media (prefers-color-scheme: dark) {
  :root:where(:not([data-theme="light"])) {${colours}}
}
:root:where([data-theme="dark"]) {${colours}}`,
  );
}

export function themeAttribute(): Plugin {
  return {
    name: 'theme-attribute',
    enforce: 'pre',
    transform: {
      filter: { id: /\/src\/ui\/tokens\.css$/ },
      handler: withThemeAttribute,
    },
  };
}
