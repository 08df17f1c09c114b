import { expect, it } from 'vitest';
import { resolveOwnScript } from './trusted-types.ts';

const PAGE = 'https://example.org/pour/index.html';

it('resolveOwnScript allows files of the site', () => {
  expect(resolveOwnScript('./sw.js', PAGE)).toBe('https://example.org/pour/sw.js');
  const worker = 'https://example.org/pour/assets/classifier.worker-dTcuhzoo.js';
  expect(resolveOwnScript(worker, PAGE)).toBe(worker);
});

it.each([
  'https://other.example/pour/sw.js',
  'http://example.org/pour/sw.js',
  '//other.example/pour/sw.js',
  '/another-site/sw.js',
  '../sw.js',
  'blob:https://example.org/f5c2b0f0',
  'data:text/javascript,1',
  'javascript:1',
])('resolveOwnScript rejects %s', (url) => {
  expect(resolveOwnScript(url, PAGE)).toBeNull();
});
