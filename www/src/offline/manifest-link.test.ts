// @vitest-environment happy-dom
import { afterEach, expect, it, vi } from 'vitest';
import { linkManifest } from './manifest-link.ts';

afterEach(() => {
  document.head.replaceChildren();
  vi.restoreAllMocks();
});

function addLink(): HTMLLinkElement {
  const link = document.createElement('link');
  link.rel = 'manifest';
  link.setAttribute('href', './manifest.webmanifest');
  document.head.append(link);
  return link;
}

it.each([
  ['en', './manifest.webmanifest'],
  ['de', './manifest.de.webmanifest'],
  ['zh-Hans', './manifest.zh-Hans.webmanifest'],
] as const)('linkManifest links %s to %s', (code, address) => {
  const link = addLink();
  linkManifest(code);
  expect(link.getAttribute('href')).toBe(address);
});

it('linkManifest leaves a link that is right already', () => {
  const setAttribute = vi.spyOn(addLink(), 'setAttribute');
  linkManifest('en');
  expect(setAttribute).not.toHaveBeenCalled();
});

it('linkManifest does nothing without a link, as in development', () => {
  expect(() => linkManifest('de')).not.toThrow();
});
