/** Example pours of a build without recordings, which are synthesised. */
import { guide, home, quiz } from '../../www/src/i18n/index.ts';
import {
  EXAMPLE_POURS,
  NEW_POURS_PER_ROUND,
  QUIZ_POURS,
} from '../../www/src/input/synthesised-pours.ts';
import { type Colour, farthestFromGradient } from './colour-map.ts';
import { expectRightVerdicts } from './example-verdicts.ts';
import { expect, test } from './site.ts';

test('synthesised examples are labelled on button and card, and get a verdict', async ({
  site,
}) => {
  await expect(site.examples).toHaveCount(4);
  for (const example of await site.examples.all()) {
    await expect(example).toContainText(home.examples.kindSynthesised);
  }
  await site.examples.last().click();
  const [outcome] = await site.outcomes(1);
  expect(outcome).toMatchObject({ file: home.examples.fileName(212), verdict: 'hot' });
  await expect(site.cards).toContainText(home.examples.badge);
  await expect(site.cards).toContainText(home.examples.badgeNote);
});

test('a synthesised example can be played', async ({ site }) => {
  await site.examples.last().click();
  await site.outcomes(1);
  expect(await site.play()).toBeCloseTo(8, 2);
});

test('a synthesised example has the same result each time', async ({ site }) => {
  await site.examples.nth(2).click();
  await site.examples.nth(2).click();
  const [first, second] = await site.outcomes(2);
  expect(first?.verdict).toBe('hot');
  expect(second).toEqual(first);
});

test('an example shows its spectrogram with axes and a legend', async ({ site }) => {
  await site.examples.first().click();
  await site.outcomes(1);
  const picture = site.cards.getByRole('img', { name: /^Spectrogram of 8.s, from \d+.Hz/ });
  const colours = await picture.evaluate((canvas: HTMLCanvasElement) => {
    const context = canvas.getContext('2d');
    const data = context?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
    const distinct = new Set<string>();
    for (let i = 0; i < data.length; i += 4) distinct.add([...data.slice(i, i + 4)].join());
    return [...distinct].map((colour) => colour.split(',').map(Number));
  });
  expect(colours.length).toBeGreaterThan(50);

  // Rust draws with the colour map that the legend repeats.
  const gradient = await site.cards
    .getByTestId('colour-scale')
    .evaluate((scale) => getComputedStyle(scale).backgroundImage);
  const stops: Colour[] = [...gradient.matchAll(/rgb\((\d+), (\d+), (\d+)\)/g)].map((stop) =>
    stop.slice(1).map(Number),
  );
  expect(farthestFromGradient(colours, stops)).toBeLessThan(8);

  await expect(site.cards.getByTestId('time-axis')).toContainText(/0.s2.s4.s6.s/);
  await expect(site.cards.getByTestId('frequency-axis')).toContainText('kHz');
  await expect(site.cards.getByTestId('legend')).toContainText('dB');
});

test('the guide and the quiz label their pours as synthesised', async ({ site, page }) => {
  await site.open('./#/guide/compare');
  await expect(page.getByRole('main')).toContainText(guide.compare.synthesised);
  const side = page.getByTestId('side-hot');
  await expect(side.getByRole('img', { name: /^Spectrogram of/ })).toBeVisible();
  await expect(side).toContainText(guide.compare.look.synthesised.hot);
  await page.goto('./#/quiz');
  await expect(page.getByRole('main')).toContainText(quiz.synthesised);
  // The four examples and two new pours.
  await expect(page.getByText(quiz.pour(1, 6))).toBeVisible();
  await page.getByRole('button', { name: quiz.play }).click();
  const truth = await page.getByTestId('question').getAttribute('data-truth');
  await page.getByTestId('guess-cold').click();
  await expect(page.getByTestId('model-says')).toHaveAttribute('data-verdict', truth ?? '');
});

test('all synthesised pours get the right verdict on home page, guide and quiz', async ({
  site,
}) => {
  test.slow();
  // Enough rounds for the quiz to play each of its new pours once.
  const rounds = QUIZ_POURS.length / NEW_POURS_PER_ROUND;
  const played = await expectRightVerdicts(site, { rounds });
  const expected: Record<number, number> = {};
  for (const { fahrenheit } of QUIZ_POURS) {
    expected[fahrenheit] = (expected[fahrenheit] ?? 0) + 1;
  }
  for (const { fahrenheit } of EXAMPLE_POURS) {
    expected[fahrenheit] = (expected[fahrenheit] ?? 0) + rounds;
  }
  expect(played).toEqual(expected);
});
