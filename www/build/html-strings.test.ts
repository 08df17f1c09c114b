import { expect, it } from 'vitest';
import { home } from '../src/i18n/index.ts';
import { htmlStrings } from './html-strings.ts';

const fill = (html: string) => {
  const { transformIndexHtml } = htmlStrings();
  if (typeof transformIndexHtml !== 'object') throw new Error('the plugin has another shape');
  return (transformIndexHtml.handler as (html: string) => string)(html);
};

it('htmlStrings replaces placeholders', () => {
  expect(fill('<title>{{title}}</title>')).toBe(`<title>${home.page.title}</title>`);
});

it('htmlStrings throws for an unknown placeholder', () => {
  expect(() => fill('{{titel}}')).toThrow('titel');
});
