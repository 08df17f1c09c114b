/** The quiz. */
import type { QuizMessages } from '../messages.ts';

export const quiz: QuizMessages = {
  heading: 'Chaud ou froid : l’entendez-vous ?',
  intro: 'Écoutez une verse, devinez, puis voyez ce qu’était l’eau et ce qu’en pense le modèle.',
  recorded:
    'Ces verses ont été enregistrées par la personne dont les verses ont servi à entraîner le modèle, et certains de ces enregistrements en faisaient eux-mêmes partie : le modèle a ici un avantage.',
  synthesised:
    'Ces sons sont de synthèse : non pas enregistrés, mais créés par cette page à partir de mesures faites sur de vrais enregistrements. Le modèle a appris sur ces mêmes enregistrements : il a donc ici un avantage.',
  pour: (number, all) => `Verse ${number} sur ${all}`,
  preparing: 'Préparation de la verse…',
  play: 'Écouter la verse',
  stop: 'Arrêter',
  question: 'Qu’entendez-vous ?',
  playFirst: 'Écoutez d’abord.',
  guesses: { hot: 'Chaud', cold: 'Froid' },
  right: { hot: 'Oui, c’était chaud', cold: 'Oui, c’était froid' },
  wrong: { hot: 'Non, c’était chaud', cold: 'Non, c’était froid' },
  truth: (degrees) => `L’eau était à ${degrees}.`,
  model: {
    hot: (chance) => `Le modèle dit : chaud (probabilité de chaud : ${chance}).`,
    cold: (chance) => `Le modèle dit : froid (probabilité de froid : ${chance}).`,
    unsure: (chance) => `Le modèle dit : incertain (probabilité de chaud : ${chance}).`,
    'not-pouring': (chance) => `Le modèle dit : pas de verse (probabilité de verse : ${chance}).`,
  },
  modelPending: 'Le modèle écoute encore…',
  modelFailed: 'Le modèle n’a pas de verdict pour celle-ci.',
  next: 'Verse suivante',
  finish: 'Voir le score',
  retry: 'Réessayer',
  score: {
    heading: 'Votre score',
    sentence: (you, model, all) => `Vous en avez reconnu ${you} sur ${all}, le modèle ${model}.`,
    ahead: 'Vous avez mieux entendu que le modèle.',
    tie: 'Vous et le modèle êtes à égalité.',
    behind: 'Le modèle a mieux entendu que vous.',
    unsureNote: 'Pour le modèle, « incertain » et « pas de verse » ne comptent pas comme justes.',
    table: 'Les verses de cette partie',
    columns: { pour: 'Verse', water: 'Eau', you: 'Vous', model: 'Modèle' },
    right: 'juste',
    wrong: 'faux',
  },
  playAgain: 'Rejouer',
  playAgainNote: {
    recorded: 'Les mêmes verses viennent dans un autre ordre.',
    synthesised: 'Certaines verses seront nouvelles.',
  },
};
