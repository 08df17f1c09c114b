import { afterEach, describe, expect, it } from 'vitest';
import { makeClassification } from '../../test/fixtures.ts';
import { home, microphones, setLocale } from '../i18n/index.ts';
import { LANGUAGE_CODES } from '../i18n/locale.ts';
import type { UnsureReason, Verdict } from './classification.ts';
import { verdictAnnouncement, verdictSentence } from './verdict-sentence.ts';

const unsure = (reason: UnsureReason, ...verdicts: Verdict[]) =>
  makeClassification({
    verdict: 'unsure',
    reason,
    probabilityHot: 0.5,
    pours: verdicts.map((verdict, i) => ({
      start: i * 10,
      end: i * 10 + 5,
      verdict,
      probabilityHot: { hot: 0.98, cold: 0.02, unsure: 0.5, 'not-pouring': 0.5 }[verdict],
    })),
  });

/** With ordinary spaces. */
const sentence = (...verdicts: Verdict[]) =>
  verdictSentence(unsure('pours-differ', ...verdicts)).replaceAll(/\s/g, ' ');

const many = (cold: number, hot: number, unsureCount = 0): Verdict[] => [
  ...Array<Verdict>(cold).fill('cold'),
  ...Array<Verdict>(hot).fill('hot'),
  ...Array<Verdict>(unsureCount).fill('unsure'),
];

afterEach(() => setLocale('en'));

describe('verdictSentence', () => {
  it.each(['hot', 'cold', 'unsure', 'not-pouring'] as const)(
    'of %s says what it means',
    (verdict) =>
      expect(verdictSentence(makeClassification({ verdict }))).toBe(
        home.verdicts[verdict].sentence,
      ),
  );

  it.each([
    ['en', 'Two pours: the first cold, the second hot.'],
    ['de', 'Zweimal eingeschenkt: erst kalt, dann heiß.'],
    ['es', 'Se oye verter agua dos veces: la primera, fría; la segunda, caliente.'],
    ['fr', 'On entend verser deux fois : froid la première fois, chaud la deuxième.'],
    ['ja', '2回注いでいます：1回目は冷水、2回目はお湯。'],
    ['zh-Hans', '倒了两次水：第一次冷水，第二次热水。'],
  ] as const)('lists two pours in %s', async (code, words) => {
    await setLocale(code);
    expect(sentence('cold', 'hot')).toBe(words);
  });

  it.each([
    ['en', 'Four pours: the first hot, the second unsure, the third cold, the fourth hot.'],
    ['de', 'Viermal eingeschenkt: erst heiß, dann unsicher, dann kalt, dann heiß.'],
    [
      'es',
      'Se oye verter agua cuatro veces: la primera, caliente; la segunda, dudosa; ' +
        'la tercera, fría; la cuarta, caliente.',
    ],
    [
      'fr',
      'On entend verser quatre fois : chaud la première fois, incertain la deuxième, ' +
        'froid la troisième, chaud la quatrième.',
    ],
    ['ja', '4回注いでいます：1回目はお湯、2回目は不明、3回目は冷水、4回目はお湯。'],
    ['zh-Hans', '倒了四次水：第一次热水，第二次不确定，第三次冷水，第四次热水。'],
  ] as const)('lists four pours in %s', async (code, words) => {
    await setLocale(code);
    expect(sentence('hot', 'unsure', 'cold', 'hot')).toBe(words);
  });

  it.each([
    ['en', '7 pours: 4 cold, 2 hot, 1 unsure.'],
    ['de', '7-mal eingeschenkt: 4-mal kalt, 2-mal heiß, 1-mal unsicher.'],
    ['es', 'Se oye verter agua 7 veces: fría en 4, caliente en 2 y dudosa en 1.'],
    ['fr', 'On entend verser 7 fois : 4 fois froid, 2 fois chaud, 1 fois incertain.'],
    ['ja', '7回注いでいます：冷水4回、お湯2回、不明1回。'],
    ['zh-Hans', '倒了 7 次水：冷水 4 次，热水 2 次，不确定 1 次。'],
  ] as const)('counts more pours in %s', async (code, words) => {
    await setLocale(code);
    expect(sentence(...many(4, 2, 1))).toBe(words);
  });

  it.each(LANGUAGE_CODES)('is complete in %s for any number of pours', async (code) => {
    await setLocale(code);
    for (let count = 2; count <= 30; count++) {
      const words = sentence(...many(1, count - 1));
      expect(words).not.toMatch(/undefined|NaN/);
      expect(words.match(/[.。]/g), words).toHaveLength(1);
    }
    expect(verdictSentence(unsure('compressed', 'unsure'))).toBe(home.pours.compressed);
  });

  it('is the general one without the pours that the reason is about', () =>
    expect(verdictSentence(unsure('pours-differ'))).toBe(home.verdicts.unsure.sentence));

  it.each(LANGUAGE_CODES)('says in %s what helps an unsure result', async (code) => {
    await setLocale(code);
    const alone = verdictSentence(makeClassification({ verdict: 'unsure' }));
    const withCup = verdictSentence(makeClassification({ verdict: 'unsure', cup: 'Mug' }));
    expect([alone, withCup]).toEqual([home.verdicts.unsure.sentence, home.cup.unsure]);
    expect(withCup).not.toBe(alone);
  });

  it('is the reason also with a cup', () => {
    const compressed = { ...unsure('compressed', 'unsure'), cup: 'Mug' };
    expect(verdictSentence(compressed)).toBe(home.pours.compressed);
  });

  it('ignores the reason of another verdict', () => {
    const classification = makeClassification({ verdict: 'hot', reason: 'compressed' });
    expect(verdictSentence(classification)).toBe(home.verdicts.hot.sentence);
  });
});

describe('verdictAnnouncement', () => {
  it('says the reason in place of a probability', () =>
    expect(verdictAnnouncement('a', unsure('pours-differ', 'cold', 'hot'))).toBe(
      'a: Two pours: the first cold, the second hot.',
    ));

  it('says that a recording is clipped', () =>
    expect(verdictAnnouncement('a', makeClassification({ isClipped: true }))).toBe(
      `a: hot, 97% likely. ${microphones.clipped}`,
    ));

  it('says the probability without a reason', () =>
    expect(
      verdictAnnouncement('a', makeClassification({ verdict: 'cold', probabilityHot: 0.02 })),
    ).toBe('a: cold, 98% likely.'));
});
