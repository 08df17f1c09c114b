/** The quiz. */
import type { QuizMessages } from '../messages.ts';

export const quiz: QuizMessages = {
  heading: 'Caliente o fría: ¿lo oyes?',
  intro: 'Reproduce un chorro, adivina y descubre cómo estaba el agua y qué opina el modelo.',
  recorded:
    'Son chorros grabados por la misma persona de cuyos chorros aprendió el modelo, y algunas de estas mismas grabaciones estaban entre ellos: aquí el modelo tiene ventaja.',
  synthesised:
    'Estos sonidos son sintetizados: no están grabados, los genera esta página a partir de mediciones de grabaciones reales. El modelo aprendió de esas mismas grabaciones, así que aquí tiene ventaja.',
  pour: (number, all) => `Chorro ${number} de ${all}`,
  preparing: 'Preparando el chorro…',
  play: 'Reproducir el chorro',
  stop: 'Parar',
  question: '¿Qué oyes?',
  playFirst: 'Primero reprodúcelo.',
  guesses: { hot: 'Caliente', cold: 'Fría' },
  right: { hot: 'Sí, estaba caliente', cold: 'Sí, estaba fría' },
  wrong: { hot: 'No, estaba caliente', cold: 'No, estaba fría' },
  truth: (degrees) => `El agua estaba a ${degrees}.`,
  model: {
    hot: (chance) => `El modelo dice «caliente» (probabilidad de agua caliente: ${chance}).`,
    cold: (chance) => `El modelo dice «fría» (probabilidad de agua fría: ${chance}).`,
    unsure: (chance) => `El modelo dice «en duda» (probabilidad de agua caliente: ${chance}).`,
    'not-pouring': (chance) => `El modelo dice «sin chorro» (probabilidad de chorro: ${chance}).`,
  },
  modelPending: 'El modelo sigue escuchando…',
  modelFailed: 'El modelo no tiene veredicto sobre este.',
  next: 'Siguiente chorro',
  finish: 'Ver la puntuación',
  retry: 'Reintentar',
  score: {
    heading: 'Tu puntuación',
    sentence: (you, model, all) => `De ${all}, tú acertaste ${you} y el modelo, ${model}.`,
    ahead: 'Oíste mejor que el modelo.',
    tie: 'Hay empate entre el modelo y tú.',
    behind: 'El modelo oyó mejor que tú.',
    unsureNote: 'Para el modelo, «en duda» y «sin chorro» no cuentan como acierto.',
    table: 'Los chorros de esta ronda',
    columns: { pour: 'Chorro', water: 'Agua', you: 'Tú', model: 'Modelo' },
    right: 'acierto',
    wrong: 'error',
  },
  playAgain: 'Otra vez',
  playAgainNote: {
    recorded: 'Los mismos chorros vienen en otro orden.',
    synthesised: 'Algunos de los chorros serán nuevos.',
  },
};
