/** Messages of the quiz. */
import type { QuizMessages } from '../messages.ts';
import { home } from './home.ts';

export const quiz: QuizMessages = {
  heading: 'Caliente o fría: ¿lo oyes?',
  intro:
    'Escucha cómo se vierte el agua y adivina. Después verás cómo estaba y qué opina el modelo.',
  recorded:
    'Estas grabaciones son de la persona de la que aprendió el modelo, y algunas estaban entre sus datos de entrenamiento. Tiene ventaja, así que no te preocupes si gana.',
  synthesised:
    'Estas muestras están generadas por ordenador a partir de mediciones de grabaciones reales, y de esas grabaciones aprendió el modelo. Tiene ventaja, así que no te preocupes si gana.',
  sources: {
    label: 'Con qué jugar',
    examples: 'Ejemplos',
    own: (labelled) => `Tus grabaciones (${labelled} con respuesta)`,
    ownTruth: `La respuesta correcta es la que diste en «${home.history.label}».`,
    hint: `Responde a «${home.history.label}» en al menos dos de tus resultados para jugar aquí con ellos.`,
  },
  pour: (number, all) => `Muestra ${number} de ${all}`,
  preparing: 'Preparando la muestra…',
  play: 'Reproducir la muestra',
  stop: 'Detener',
  question: '¿Qué oyes?',
  playFirst: 'Escúchala primero.',
  guesses: { hot: 'Caliente', cold: 'Fría' },
  right: { hot: 'Correcto, estaba caliente', cold: 'Correcto, estaba fría' },
  wrong: { hot: 'No, estaba caliente', cold: 'No, estaba fría' },
  truth: (degrees) => `El agua estaba a ${degrees}.`,
  model: {
    hot: (chance) => `El modelo dice: caliente (probabilidad: ${chance}).`,
    cold: (chance) => `El modelo dice: fría (probabilidad: ${chance}).`,
    unsure: (chance) => `El modelo duda (probabilidad de caliente: ${chance}).`,
    'not-pouring': (chance) => `El modelo no ha oído agua (probabilidad de vertido: ${chance}).`,
  },
  modelPending: 'El modelo sigue escuchando…',
  modelFailed: 'El modelo no tiene resultado para esta.',
  next: 'Siguiente muestra',
  finish: 'Ver la puntuación',
  retry: 'Reintentar',
  deleted: 'Esta grabación se ha borrado y ya no se puede reproducir.',
  skip: 'Saltar',
  score: {
    heading: 'Tu puntuación',
    sentence: (you, model, all) => `Has acertado ${you} de ${all}; el modelo, ${model}.`,
    ahead: '¡Has ganado al modelo!',
    tie: 'Empate.',
    behind: 'Esta ronda la gana el modelo.',
    unsureNote: 'Si el modelo duda o no oye agua, no cuenta como acierto.',
    nothingPlayed: 'Ya no quedaba nada que reproducir.',
    table: 'Las muestras de esta ronda',
    columns: { pour: 'Muestra', water: 'Agua', you: 'Tú', model: 'Modelo' },
    right: 'acierto',
    wrong: 'fallo',
  },
  playAgain: 'Jugar otra vez',
  playAgainNote: {
    repeated: 'Saldrán las mismas muestras en otro orden.',
    partlyNew: 'Algunas muestras serán nuevas.',
  },
};
