import { expect, it } from 'vitest';
import { ownScript } from './trusted-types.ts';

const PAGE = 'https://example.org/pour/index.html';

it('lets the site’s own files be workers', () => {
  expect(ownScript('./sw.js', PAGE)).toBe('https://example.org/pour/sw.js');
  const worker = 'https://example.org/pour/assets/classifier.worker-dTcuhzoo.js';
  expect(ownScript(worker, PAGE)).toBe(worker);
});

it.each([
  'https://elsewhere.example/pour/sw.js',
  'http://example.org/pour/sw.js',
  '//elsewhere.example/pour/sw.js',
  '/another-site/sw.js',
  '../sw.js',
  'blob:https://example.org/f5c2b0f0',
  'data:text/javascript,1',
  'javascript:1',
])('refuses %s', (url) => {
  expect(ownScript(url, PAGE)).toBeNull();
});
