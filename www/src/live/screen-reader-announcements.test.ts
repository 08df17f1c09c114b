import { expect, it } from 'vitest';
import { ScreenReaderAnnouncements } from './screen-reader-announcements.ts';

function spoken() {
  const said: string[] = [];
  return {
    said,
    spoken: new ScreenReaderAnnouncements((sentence) =>
      said.push(sentence.replaceAll('\u00a0', ' ')),
    ),
  };
}

it('says changes only', () => {
  const { said, spoken: voice } = spoken();
  voice.phase('listening');
  voice.phase('listening');
  voice.hint('too-quiet');
  voice.hint('too-quiet');
  voice.hint(undefined);
  voice.phase('pouring');
  expect(said).toHaveLength(3);
});

it('does not read out a verdict that wavers', () => {
  const { said, spoken: voice } = spoken();
  voice.verdict('unsure', 0.5, 10);
  voice.verdict('hot', 0.8, 10.1);
  voice.verdict('unsure', 0.6, 10.2);
  voice.verdict('hot', 0.9, 12);
  voice.verdict('hot', 0.95, 15);
  expect(said).toEqual(['Unsure so far, 50% likely hot.', 'Hot so far, 90% likely.']);
});

it('says the same of another pour, when one was taken back', () => {
  const { said, spoken: voice } = spoken();
  for (const start of [10, 20]) {
    voice.phase('pouring');
    voice.verdict('hot', 0.9, start);
    voice.phase('listening');
  }
  expect(said.filter((sentence) => sentence.startsWith('Hot so far'))).toHaveLength(2);
  expect(said).toHaveLength(6);
});

it('gives cold its own chance', () => {
  const { said, spoken: voice } = spoken();
  voice.verdict('cold', 0.1, 10);
  expect(said).toEqual(['Cold so far, 90% likely.']);
});
