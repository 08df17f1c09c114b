import { describe, expect, it } from 'vitest';
import { parseLaunchAction, urlWithLaunchAction, urlWithoutLaunchAction } from './launch-action.ts';

describe('LaunchAction', () => {
  it('is read from the query and leaves the hash alone', () => {
    expect(parseLaunchAction('https://site/sub/?do=listen#/guide')).toBe('listen');
    expect(urlWithoutLaunchAction('https://site/sub/?do=listen&a=b#/guide')).toBe(
      'https://site/sub/?a=b#/guide',
    );
  });

  it.each(['', '?do=', '?do=format', '?other=listen'])('is undefined for %s', (query) => {
    expect(parseLaunchAction(`https://site/${query}`)).toBeUndefined();
  });

  it('is added to the URL of the app', () => {
    expect(urlWithLaunchAction('shared', 'https://site/sub/')).toBe('https://site/sub/?do=shared');
  });
});
