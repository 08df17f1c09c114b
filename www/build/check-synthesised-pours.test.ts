import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { EXAMPLE_POURS, QUIZ_POURS } from '../src/input/synthesised-pours.ts';
import { type PourVerdict, wrongPours } from './check-synthesised-pours.ts';

const { labels } = JSON.parse(
  readFileSync(new URL('../../model/hot-or-cold.json', import.meta.url), 'utf8'),
);
const offered = [...EXAMPLE_POURS, ...QUIZ_POURS];

/** A classifier that is right about all pours except those of one seed. */
const classifier =
  (exception: Partial<PourVerdict> = {}, seed?: number) =>
  (pour: { fahrenheit: number; seed: number }): PourVerdict => ({
    verdict: pour.fahrenheit > 100 ? 'hot' : 'cold',
    probabilityHot: pour.fahrenheit > 100 ? 0.99 : 0.01,
    probabilityPouring: 0.99,
    ...(pour.seed === seed ? exception : {}),
  });

it('wrongPours is empty for right verdicts', () => {
  expect(wrongPours(offered, labels, classifier())).toEqual([]);
});

it('wrongPours classifies every pour', () => {
  const classified: object[] = [];
  wrongPours(offered, labels, (pour) => {
    classified.push(pour);
    return classifier()(pour);
  });
  expect(classified).toEqual(offered);
});

it.each([
  ['cold', 0.123, 0.98, 'cold (probability of hot 12.3%, pouring 98.0%)'],
  ['unsure', 0.5, 0.98, 'unsure (probability of hot 50.0%, pouring 98.0%)'],
  ['not-pouring', 0.99, 0.04, 'not-pouring (probability of hot 99.0%, pouring 4.0%)'],
])(
  'wrongPours names a hot pour with the verdict %s',
  (verdict, probabilityHot, probabilityPouring, end) => {
    const classify = classifier({ verdict, probabilityHot, probabilityPouring }, 4);
    expect(wrongPours(EXAMPLE_POURS, labels, classify)).toEqual([
      `The model gets the hot example “212 °F, seed 4” wrong: its verdict is ${end}.`,
      'Choose other seeds in www/src/input/synthesised-pours.ts.',
    ]);
  },
);

it('wrongPours includes the limits of the sidecar', () => {
  const pours = [labels.hot_min_f, labels.cold_max_f].map((fahrenheit) => ({
    fahrenheit,
    seed: 1,
  }));
  expect(wrongPours(pours, labels, classifier())).toEqual([]);
});

it('wrongPours rejects a pour that is neither hot nor cold', () => {
  const [sentence] = wrongPours([{ fahrenheit: 120, seed: 1 }], labels, classifier());
  expect(sentence).toContain('“120 °F, seed 1” is neither hot nor cold');
});
