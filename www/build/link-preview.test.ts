import { describe, expect, it } from 'vitest';
import { linkPreviewTags } from './link-preview.ts';

const contentOf = (site: string | undefined, property: string) =>
  linkPreviewTags(site).find(({ attrs }) => attrs?.property === property)?.attrs?.content;

describe('linkPreviewTags', () => {
  it('has absolute URLs where the build knows the site', () => {
    const site = 'https://example.org/pours/';
    expect(contentOf(site, 'og:url')).toBe(site);
    expect(contentOf(site, 'og:image')).toBe(`${site}link-preview.png`);
  });

  it('has a relative image and no URL otherwise', () => {
    expect(contentOf(undefined, 'og:image')).toBe('./link-preview.png');
    expect(contentOf(undefined, 'og:url')).toBeUndefined();
  });

  it('refuses a URL that is not one of a folder', () => {
    expect(() => linkPreviewTags('example.org')).toThrow(/HOT_OR_COLD_URL/);
    expect(() => linkPreviewTags('https://example.org/pours')).toThrow(/HOT_OR_COLD_URL/);
  });
});
