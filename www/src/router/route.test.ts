import { expect, it } from 'vitest';
import { formatRoute, PAGES, parseRoute } from './route.ts';

it.each([
  ['', { page: 'home' }],
  ['#', { page: 'home' }],
  ['#/', { page: 'home' }],
  ['#main', { page: 'home' }],
  ['#/guide', { page: 'guide' }],
  ['#/guide/', { page: 'guide' }],
  ['#/guide/iphone', { page: 'guide', section: 'iphone' }],
  ['#/about', { page: 'about' }],
  ['#/quiz', { page: 'quiz' }],
  ['#/nowhere', { page: 'unknown' }],
  ['#/home', { page: 'unknown' }],
  ['#//guide', { page: 'unknown' }],
  ['#/guide/iphone/more', { page: 'unknown' }],
  ['#/%E0%A4%A', { page: 'unknown' }],
  ['#/Guide', { page: 'unknown' }],
])('%s leads to %o', (hash, route) => expect(parseRoute(hash)).toEqual(route));

it.each(PAGES)('the address of %s leads to it', (page) => {
  expect(parseRoute(formatRoute(page))).toEqual({ page });
});

it('the address of a section leads to it', () => {
  expect(parseRoute(formatRoute('guide', 'why'))).toEqual({ page: 'guide', section: 'why' });
});
