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
  ['#/compare', { page: 'compare' }],
  ['#/nowhere', { page: 'unknown' }],
  ['#/home', { page: 'unknown' }],
  ['#//guide', { page: 'unknown' }],
  ['#/guide/iphone/more', { page: 'unknown' }],
  ['#/%E0%A4%A', { page: 'unknown' }],
  ['#/Guide', { page: 'unknown' }],
])('parseRoute parses %s as %o', (hash, route) => expect(parseRoute(hash)).toEqual(route));

it.each(PAGES)('formatRoute round-trips for %s', (page) => {
  expect(parseRoute(formatRoute(page))).toEqual({ page });
});

it('formatRoute round-trips for a section', () => {
  expect(parseRoute(formatRoute('guide', 'why'))).toEqual({ page: 'guide', section: 'why' });
});
