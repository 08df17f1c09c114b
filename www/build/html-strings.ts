/** Fills {{name}} in index.html from the English strings: the page puts in another language when it starts. */
import type { Plugin } from 'vite';
import { home } from '../src/i18n/en/home.ts';

const words: Record<string, string> = {
  title: home.page.title,
  description: home.page.description,
  noScript: home.page.noScript,
};

export const escapeHtml = (text: string) =>
  text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

export function htmlStrings(): Plugin {
  return {
    name: 'html-strings',
    transformIndexHtml: {
      order: 'pre',
      handler: (html) =>
        html.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
          const word = words[name];
          if (word === undefined) throw new Error(`index.html asks for an unknown string: ${name}`);
          return escapeHtml(word);
        }),
    },
  };
}
