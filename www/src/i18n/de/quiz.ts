/** The quiz. */
import type { QuizMessages } from '../messages.ts';

export const quiz: QuizMessages = {
  heading: 'Heiß oder kalt: Hörst du es?',
  intro:
    'Spiel einen Guss ab, rate, und sieh dann, wie das Wasser war und was das Modell davon hält.',
  recorded:
    'Diese Güsse hat die Person aufgenommen, aus deren Güssen das Modell gelernt hat, und manche dieser Aufnahmen waren selbst darunter: Das Modell ist hier im Vorteil.',
  synthesised:
    'Was du hier hörst, ist synthetisch: nicht aufgenommen, sondern von dieser Seite aus Messungen an echten Aufnahmen erzeugt. Aus denselben Aufnahmen hat das Modell gelernt, es ist hier also im Vorteil.',
  pour: (number, all) => `Guss ${number} von ${all}`,
  preparing: 'Guss wird vorbereitet …',
  play: 'Guss abspielen',
  stop: 'Stopp',
  question: 'Was hörst du?',
  playFirst: 'Erst abspielen.',
  guesses: { hot: 'Heiß', cold: 'Kalt' },
  right: { hot: 'Richtig, es war heiß', cold: 'Richtig, es war kalt' },
  wrong: { hot: 'Nein, es war heiß', cold: 'Nein, es war kalt' },
  truth: (degrees) => `Das Wasser hatte ${degrees}.`,
  model: {
    hot: (chance) => `Das Modell sagt: heiß (Chance auf heiß: ${chance}).`,
    cold: (chance) => `Das Modell sagt: kalt (Chance auf kalt: ${chance}).`,
    unsure: (chance) => `Das Modell sagt: unsicher (Chance auf heiß: ${chance}).`,
    'not-pouring': (chance) => `Das Modell sagt: kein Guss (Chance auf Guss: ${chance}).`,
  },
  modelPending: 'Das Modell hört noch zu …',
  modelFailed: 'Das Modell hat hierzu kein Urteil.',
  next: 'Nächster Guss',
  finish: 'Zum Ergebnis',
  retry: 'Noch mal',
  score: {
    heading: 'Dein Ergebnis',
    sentence: (you, model, all) =>
      `Du hast ${you} von ${all} richtig erkannt, das Modell ${model}.`,
    ahead: 'Du hast besser gehört als das Modell.',
    tie: 'Du und das Modell liegen gleichauf.',
    behind: 'Das Modell hat besser gehört als du.',
    unsureNote: 'Beim Modell zählen „unsicher“ und „kein Guss“ nicht als richtig.',
    table: 'Die Güsse dieser Runde',
    columns: { pour: 'Guss', water: 'Wasser', you: 'Du', model: 'Modell' },
    right: 'richtig',
    wrong: 'falsch',
  },
  playAgain: 'Noch mal',
  playAgainNote: {
    recorded: 'Dieselben Güsse kommen in anderer Reihenfolge.',
    synthesised: 'Einige der Güsse werden neu sein.',
  },
};
