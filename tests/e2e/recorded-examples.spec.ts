/** Example pours of a build with recordings. */
import { home } from '../../www/src/i18n/index.ts';
import { expectRightVerdicts } from './example-verdicts.ts';
import { exampleRecordings } from './paths.ts';
import { expect, test } from './site.ts';
import { NO_RECORDED_EXAMPLES } from './skip-reasons.ts';

test.skip(exampleRecordings === undefined, NO_RECORDED_EXAMPLES);

test('recorded examples show author and licence, get a verdict and can be played', async ({
  site,
}) => {
  await expect(site.examples).toHaveCount(4);
  const row = site.page.getByTestId('examples');
  await expect(row).toContainText('Chris Jeakle, CC BY-SA 2.0');
  await expect(row).not.toContainText(home.examples.kindSynthesised);
  await site.examples.last().click();
  const [outcome] = await site.outcomes(1);
  expect(outcome).toMatchObject({ file: 'hot-sample-212f.m4a', verdict: 'hot' });
  await expect(site.cards).toContainText('Chris Jeakle, CC BY-SA 2.0');
  // clips.csv has 8.6 s; the AAC encoder adds its delay.
  expect(await site.play()).toBeCloseTo(8.63, 1);
});

test('all recorded pours get the right verdict on home page, guide and quiz', async ({ site }) => {
  const played = await expectRightVerdicts(site, { rounds: 1 });
  expect(played).toEqual({ 40: 1, 73: 1, 175: 1, 212: 1 });
});
