/** Messages of the quiz. */
import type { Verdict } from '../../classify/classification.ts';
import type { HotOrCold } from '../../classify/model-constants.ts';
import { home } from './home.ts';

export const quiz = {
  heading: 'Hot or cold: can you hear it?',
  intro: 'Play a pour and guess. Then see what the water was, and what the model thinks.',
  recorded:
    'These recordings are by the person the model learned from, and some of them were in its training data. That gives it an advantage, so don’t worry if it wins.',
  synthesised:
    'These pours are computer-generated from measurements of real pours. The model learned from those real pours, which gives it an advantage, so don’t worry if it wins.',
  sources: {
    label: 'Which pours to play',
    examples: 'Example pours',
    own: (labelled: number) => `Your recordings (${labelled} labelled)`,
    ownTruth: `The right answer is the one you gave to “${home.history.label}”.`,
    hint: `Answer “${home.history.label}” for at least two of your own results to play with them here.`,
  },
  pour: (number: number, all: number) => `Pour ${number} of ${all}`,
  preparing: 'Preparing the pour…',
  play: 'Play the pour',
  stop: 'Stop',
  question: 'What do you hear?',
  playFirst: 'Play it first.',
  guesses: { hot: 'Hot', cold: 'Cold' } satisfies Record<HotOrCold, string>,
  right: { hot: 'Right, it was hot', cold: 'Right, it was cold' } satisfies Record<
    HotOrCold,
    string
  >,
  wrong: { hot: 'No, it was hot', cold: 'No, it was cold' } satisfies Record<HotOrCold, string>,
  truth: (degrees: string) => `The water was ${degrees}.`,
  model: {
    hot: (chance: string) => `The model says hot (${chance} likely).`,
    cold: (chance: string) => `The model says cold (${chance} likely).`,
    unsure: (chance: string) => `The model is unsure (${chance} likely hot).`,
    'not-pouring': (chance: string) => `The model heard no pour (${chance} likely a pour).`,
  } satisfies Record<Verdict, (chance: string) => string>,
  modelPending: 'The model is still listening…',
  modelFailed: 'The model has no result for this one.',
  next: 'Next pour',
  finish: 'See your score',
  retry: 'Try again',
  deleted: 'This recording was deleted, so it can’t be played.',
  skip: 'Skip',
  score: {
    heading: 'Your score',
    sentence: (you: number, model: number, all: number) =>
      `You got ${you} of ${all} right; the model got ${model}.`,
    ahead: 'You beat the model!',
    tie: 'It’s a tie.',
    behind: 'The model won this round.',
    unsureNote: 'If the model is unsure or hears no pour, that doesn’t count as right.',
    nothingPlayed: 'There was nothing left to play.',
    table: 'The pours of this round',
    columns: { pour: 'Pour', water: 'Water', you: 'You', model: 'Model' },
    right: 'right',
    wrong: 'wrong',
  },
  playAgain: 'Play again',
  playAgainNote: {
    repeated: 'You’ll get the same pours in a different order.',
    partlyNew: 'Some of the pours will be new.',
  },
};
