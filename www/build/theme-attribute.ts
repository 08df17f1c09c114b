/**
 * Makes the dark colours of tokens.css apply to `<html data-theme="dark">` too, and not to
 * `<html data-theme="light">`. CSS has no way to name a list of properties once for both.
 */
import type { Plugin } from 'vite';

const DARK_COLOURS =
  /@media screen and \(prefers-color-scheme: dark\) \{((?:\s*:root[^{}]*\{[^{}]*\})+)\s*\}/;

/** `:where` keeps the specificity of `:root`, so that later rules still win. */
export function withThemeAttribute(css: string): string {
  const [block, rules] = DARK_COLOURS.exec(css) ?? [];
  if (block === undefined || rules === undefined) {
    throw new Error('tokens.css has no list of dark colours');
  }
  const where = (condition: string) => rules.replaceAll(':root', `:root:where(${condition})`);
  return css.replace(
    block,
    `@media screen and (prefers-color-scheme: dark) {${where(':not([data-theme="light"])')}
}
@media screen {${where('[data-theme="dark"]')}
}`,
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
