/** Preloads the display face, so that it is there before the page shows its first text. */
import type { Plugin } from 'vite';

export function fontPreload(): Plugin {
  return {
    name: 'font-preload',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (_, { bundle = {} }) => {
        const fonts = Object.keys(bundle).filter((name) => name.endsWith('.woff2'));
        if (fonts.length !== 1)
          throw new Error(`There is one font to preload, not ${fonts.length}`);
        return fonts.map((name) => ({
          tag: 'link',
          // Browsers fetch fonts like resources of another origin.
          attrs: { rel: 'preload', as: 'font', href: `./${name}`, crossorigin: true },
          injectTo: 'head',
        }));
      },
    },
  };
}
