/** Messages of the quiz. */
import type { QuizMessages } from '../messages.ts';

export const quiz: QuizMessages = {
  heading: 'Heiß oder kalt: Hörst du es?',
  intro:
    'Hör dir an, wie Wasser eingeschenkt wird, und rate. Dann erfährst du, wie heiß es war und was das Modell meint.',
  recorded:
    'Diese Aufnahmen stammen von der Person, von der auch das Modell gelernt hat, und einige waren in seinen Trainingsdaten. Das ist ein Vorteil, also mach dir nichts draus, wenn es gewinnt.',
  synthesised:
    'Diese Hörproben sind am Computer aus Messungen an echten Aufnahmen erzeugt. Aus eben diesen Aufnahmen hat das Modell gelernt. Das ist ein Vorteil, also mach dir nichts draus, wenn es gewinnt.',
  pour: (number, all) => `Hörprobe ${number} von ${all}`,
  preparing: 'Hörprobe wird vorbereitet …',
  play: 'Hörprobe abspielen',
  stop: 'Stopp',
  question: 'Was hörst du?',
  playFirst: 'Hör sie dir zuerst an.',
  guesses: { hot: 'Heiß', cold: 'Kalt' },
  right: { hot: 'Richtig, es war heiß', cold: 'Richtig, es war kalt' },
  wrong: { hot: 'Nein, es war heiß', cold: 'Nein, es war kalt' },
  truth: (degrees) => `Das Wasser hatte ${degrees}.`,
  model: {
    hot: (chance) => `Das Modell sagt: heiß (zu ${chance} sicher).`,
    cold: (chance) => `Das Modell sagt: kalt (zu ${chance} sicher).`,
    unsure: (chance) => `Das Modell ist unsicher (zu ${chance} heiß).`,
    'not-pouring': (chance) =>
      `Das Modell hat kein Wasser gehört (zu ${chance} wurde eingeschenkt).`,
  },
  modelPending: 'Das Modell hört noch zu …',
  modelFailed: 'Das Modell hat dazu kein Ergebnis.',
  next: 'Nächste Hörprobe',
  finish: 'Zum Ergebnis',
  retry: 'Noch mal versuchen',
  score: {
    heading: 'Dein Ergebnis',
    sentence: (you, model, all) => `Du hattest ${you} von ${all} richtig, das Modell ${model}.`,
    ahead: 'Du hast das Modell geschlagen!',
    tie: 'Unentschieden.',
    behind: 'Diese Runde geht an das Modell.',
    unsureNote: 'Wenn das Modell unsicher ist oder kein Wasser hört, zählt das nicht als richtig.',
    table: 'Die Hörproben dieser Runde',
    columns: { pour: 'Nr.', water: 'Wasser', you: 'Du', model: 'Modell' },
    right: 'richtig',
    wrong: 'falsch',
  },
  playAgain: 'Noch eine Runde',
  playAgainNote: {
    recorded: 'Dieselben Hörproben kommen in anderer Reihenfolge.',
    synthesised: 'Einige Hörproben werden neu sein.',
  },
};
