/** The example pours of a build that found the recordings. */
import { home } from '../../www/src/i18n/index.ts';
import { expectRightVerdicts } from './example-verdicts.ts';
import { exampleRecordings } from './paths.ts';
import { expect, test } from './site.ts';
import { NO_RECORDED_EXAMPLES } from './skip-reasons.ts';

test.skip(exampleRecordings === undefined, NO_RECORDED_EXAMPLES);

test('carry their author and licence, get a verdict and can be played', async ({ site }) => {
  await expect(site.examples).toHaveCount(4);
  const row = site.page.getByTestId('examples');
  await expect(row).toContainText('Chris Jeakle, CC BY-SA 2.0');
  await expect(row).not.toContainText(home.examples.kindSynthesised);
  await site.examples.last().click();
  const [outcome] = await site.outcomes(1);
  expect(outcome).toMatchObject({ file: 'hot-sample-212f.m4a', verdict: 'hot' });
  await expect(site.cards).toContainText('Chris Jeakle, CC BY-SA 2.0');
  // clips.csv says 8.6 s; the file adds the AAC encoder's run-in.
  expect(await site.play()).toBeCloseTo(8.63, 1);
});

test('get right verdicts on the home page, in the guide and in the quiz', async ({ site }) => {
  const played = await expectRightVerdicts(site, { rounds: 1 });
  expect(played).toEqual({ 40: 1, 73: 1, 175: 1, 212: 1 });
});
