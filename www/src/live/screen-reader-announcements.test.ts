import { expect, it } from 'vitest';
import { ScreenReaderAnnouncements } from './screen-reader-announcements.ts';

function create() {
  const sentences: string[] = [];
  return {
    sentences,
    announcements: new ScreenReaderAnnouncements((sentence) =>
      sentences.push(sentence.replaceAll('\u00a0', ' ')),
    ),
  };
}

it('ScreenReaderAnnouncements announces changes only', () => {
  const { sentences, announcements } = create();
  announcements.announcePhase('listening');
  announcements.announcePhase('listening');
  announcements.announceWarning('too-quiet');
  announcements.announceWarning('too-quiet');
  announcements.announceWarning(undefined);
  announcements.announcePhase('pouring');
  expect(sentences).toHaveLength(3);
});

it('ScreenReaderAnnouncements announces the first verdict at once, without “unsure” first', () => {
  const { sentences, announcements } = create();
  announcements.announceVerdict('unsure', 0.5, 10);
  announcements.announceVerdict('hot', 0.8, 10.1);
  expect(sentences).toEqual(['Hot so far, 80% likely.']);
});

it('ScreenReaderAnnouncements skips a wavering verdict, and announces a withdrawn one', () => {
  const { sentences, announcements } = create();
  announcements.announceVerdict('hot', 0.8, 10.1);
  announcements.announceVerdict('unsure', 0.6, 10.2);
  announcements.announceVerdict('hot', 0.9, 12.2);
  announcements.announceVerdict('unsure', 0.6, 13);
  announcements.announceVerdict('unsure', 0.6, 13.2);
  announcements.announceVerdict('cold', 0.1, 15.5);
  expect(sentences).toEqual([
    'Hot so far, 80% likely.',
    'Still listening…',
    'Cold so far, 90% likely.',
  ]);
});

it('ScreenReaderAnnouncements repeats the same verdict for another pour', () => {
  const { sentences, announcements } = create();
  for (const start of [10, 20]) {
    announcements.announcePhase('pouring');
    announcements.announceVerdict('hot', 0.9, start);
    announcements.announcePhase('listening');
  }
  expect(sentences.filter((sentence) => sentence.startsWith('Hot so far'))).toHaveLength(2);
  expect(sentences).toHaveLength(6);
});

it('ScreenReaderAnnouncements announces the probability of cold for a cold verdict', () => {
  const { sentences, announcements } = create();
  announcements.announceVerdict('cold', 0.1, 10);
  expect(sentences).toEqual(['Cold so far, 90% likely.']);
});
