/** Replaces {{name}} in index.html by English strings. Other languages are set at run time. */
import type { Plugin } from 'vite';
import { home } from '../src/i18n/en/home.ts';
import { recovery } from '../src/i18n/en/recovery.ts';

const strings: Record<string, string> = {
  title: home.page.title,
  description: home.page.description,
  noScript: home.page.noScript,
  ...recovery.start,
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
          const text = strings[name];
          if (text === undefined) throw new Error(`index.html asks for an unknown string: ${name}`);
          return escapeHtml(text);
        }),
    },
  };
}
