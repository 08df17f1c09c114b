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
  voice.announcePhase('listening');
  voice.announcePhase('listening');
  voice.announceWarning('too-quiet');
  voice.announceWarning('too-quiet');
  voice.announceWarning(undefined);
  voice.announcePhase('pouring');
  expect(said).toHaveLength(3);
});

it('does not read out a verdict that wavers', () => {
  const { said, spoken: voice } = spoken();
  voice.announceVerdict('unsure', 0.5, 10);
  voice.announceVerdict('hot', 0.8, 10.1);
  voice.announceVerdict('unsure', 0.6, 10.2);
  voice.announceVerdict('hot', 0.9, 12);
  voice.announceVerdict('hot', 0.95, 15);
  expect(said).toEqual(['Unsure so far, 50% likely hot.', 'Hot so far, 90% likely.']);
});

it('says the same of another pour, when one was taken back', () => {
  const { said, spoken: voice } = spoken();
  for (const start of [10, 20]) {
    voice.announcePhase('pouring');
    voice.announceVerdict('hot', 0.9, start);
    voice.announcePhase('listening');
  }
  expect(said.filter((sentence) => sentence.startsWith('Hot so far'))).toHaveLength(2);
  expect(said).toHaveLength(6);
});

it('gives cold its own chance', () => {
  const { said, spoken: voice } = spoken();
  voice.announceVerdict('cold', 0.1, 10);
  expect(said).toEqual(['Cold so far, 90% likely.']);
});
