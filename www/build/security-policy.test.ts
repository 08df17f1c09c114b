import { expect, it } from 'vitest';
import { pages } from '../src/i18n/en/pages.ts';
import { renderNotFoundPage } from './not-found-page.ts';
import { contentPolicy } from './security-headers.ts';
import { policyTags, securityPolicy } from './security-policy.ts';

const PAGE = '<head>\n    <meta charset="utf-8" />\n    <script src="./x.js"></script></head>';

function transformed(command: 'build' | 'serve', html: string): string {
  const plugin = securityPolicy();
  (plugin.configResolved as (config: object) => void)({ command });
  return (plugin.transformIndexHtml as (html: string) => string)(html);
}

it('securityPolicy inserts the policy after the charset and before all scripts', () => {
  const html = transformed('build', PAGE);
  expect(html).toContain(`content="${contentPolicy('meta')}"`);
  expect(html.indexOf('charset')).toBeLessThan(html.indexOf('Content-Security-Policy'));
  expect(html.indexOf('Content-Security-Policy')).toBeLessThan(html.indexOf('<script'));
});

it('securityPolicy does not change the page during development', () => {
  expect(transformed('serve', PAGE)).toBe(PAGE);
});

it('securityPolicy throws for a page without a charset', () => {
  expect(() => transformed('build', '<head></head>')).toThrow('charset');
});

it('404.html contains the policy and absolute URLs', () => {
  const html = renderNotFoundPage({ base: '/pour/', stylesheet: 'assets/a.css' });
  expect(html).toContain(policyTags);
  expect(html).toContain('href="/pour/assets/a.css"');
  expect(html).toContain('<a href="/pour/">Go to the start page</a>');
  expect(html).toContain(`<h1>${pages.unknown.heading}</h1>`);
});
