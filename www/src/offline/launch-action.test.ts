import { describe, expect, it } from 'vitest';
import { parseLaunchAction, urlWithLaunchAction, urlWithoutLaunchAction } from './launch-action.ts';

describe('errands', () => {
  it('are in the query, and leave the hash alone', () => {
    expect(parseLaunchAction('https://site/sub/?do=listen#/guide')).toBe('listen');
    expect(urlWithoutLaunchAction('https://site/sub/?do=listen&a=b#/guide')).toBe(
      'https://site/sub/?a=b#/guide',
    );
  });

  it.each(['', '?do=', '?do=format', '?other=listen'])('%s is none', (query) => {
    expect(parseLaunchAction(`https://site/${query}`)).toBeUndefined();
  });

  it('are where the app is', () => {
    expect(urlWithLaunchAction('shared', 'https://site/sub/')).toBe('https://site/sub/?do=shared');
  });
});
