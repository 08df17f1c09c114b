/** Messages of the quiz. */
import type { QuizMessages } from '../messages.ts';
import { home } from './home.ts';

export const quiz: QuizMessages = {
  heading: 'Heiß oder kalt: Hörst du es?',
  intro:
    'Hör dir an, wie Wasser eingeschenkt wird, und rate. Dann erfährst du, ob es heiß oder kalt war und was das Modell meint.',
  recorded:
    'Diese Aufnahmen stammen von der Person, von der auch das Modell gelernt hat, und einige waren in seinen Trainingsdaten. Das ist ein Vorteil, also mach dir nichts draus, wenn es gewinnt.',
  synthesised:
    'Diese Hörproben sind am Computer aus Messungen an echten Aufnahmen erzeugt. Aus eben diesen Aufnahmen hat das Modell gelernt. Das ist ein Vorteil, also mach dir nichts draus, wenn es gewinnt.',
  sources: {
    label: 'Womit du spielst',
    examples: 'Beispiele',
    own: (labelled) => `Deine Aufnahmen (${labelled} beurteilt)`,
    ownTruth: `Richtig ist, was du bei „${home.history.label}“ gewählt hast.`,
    hint: `Beantworte bei mindestens zwei deiner Ergebnisse „${home.history.label}“, um hier damit zu spielen.`,
  },
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
  deleted: 'Diese Aufnahme wurde gelöscht und lässt sich nicht mehr abspielen.',
  skip: 'Überspringen',
  score: {
    heading: 'Dein Ergebnis',
    sentence: (you, model, all) => `Du hattest ${you} von ${all} richtig, das Modell ${model}.`,
    ahead: 'Du hast das Modell geschlagen!',
    tie: 'Unentschieden.',
    behind: 'Diese Runde geht an das Modell.',
    unsureNote: 'Wenn das Modell unsicher ist oder kein Wasser hört, zählt das nicht als richtig.',
    nothingPlayed: 'Es war nichts mehr zum Abspielen da.',
    table: 'Die Hörproben dieser Runde',
    columns: { pour: 'Nr.', water: 'Wasser', you: 'Du', model: 'Modell' },
    right: 'richtig',
    wrong: 'falsch',
  },
  playAgain: 'Noch eine Runde',
  playAgainNote: {
    repeated: 'Dieselben Hörproben kommen in anderer Reihenfolge.',
    partlyNew: 'Einige Hörproben werden neu sein.',
  },
};
