/** The quiz. */
import type { Verdict } from '../../classify/classification.ts';
import type { HotOrCold } from '../../classify/model-constants.ts';

export const quiz = {
  heading: 'Hot or cold: can you hear it?',
  intro: 'Play a pour, guess, and see what the water was and what the model makes of it.',
  recorded:
    'These are recorded pours by the person whose pours the model learned from, and some of these very recordings were among them: the model has an advantage here.',
  synthesised:
    'These pours are synthesised: made by this page from measurements of real pours, not recorded. The model learned from those real pours, so it has an advantage here.',
  pour: (number: number, all: number) => `Pour ${number} of ${all}`,
  preparing: 'Preparing the pour …',
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
    hot: (chance: string) => `The model says hot (chance of hot: ${chance}).`,
    cold: (chance: string) => `The model says cold (chance of cold: ${chance}).`,
    unsure: (chance: string) => `The model is unsure (chance of hot: ${chance}).`,
    'not-pouring': (chance: string) => `The model says not pouring (chance of a pour: ${chance}).`,
  } satisfies Record<Verdict, (chance: string) => string>,
  modelPending: 'The model is still listening …',
  modelFailed: 'The model has no verdict on this one.',
  next: 'Next pour',
  finish: 'See the score',
  retry: 'Try again',
  score: {
    heading: 'Your score',
    sentence: (you: number, model: number, all: number) =>
      `You told ${you} of ${all} right, the model ${model}.`,
    ahead: 'You heard better than the model.',
    tie: 'You and the model are level.',
    behind: 'The model heard better than you.',
    unsureNote: 'For the model, unsure and not pouring do not count as right.',
    table: 'The pours of this round',
    columns: { pour: 'Pour', water: 'Water', you: 'You', model: 'Model' },
    right: 'right',
    wrong: 'wrong',
  },
  playAgain: 'Again',
  playAgainNote: {
    recorded: 'The same pours come in another order.',
    synthesised: 'Some of the pours will be new.',
  },
};
