/** Messages of the quiz. */
import type { QuizMessages } from '../messages.ts';
import { home } from './home.ts';

export const quiz: QuizMessages = {
  heading: 'Chaud ou froid : l’entendez-vous ?',
  intro:
    'Écoutez l’eau que l’on verse et devinez. Vous saurez ensuite si elle était chaude ou froide, et ce qu’en pense le modèle.',
  recorded:
    'Ces enregistrements viennent de la personne auprès de qui le modèle a appris, et certains faisaient partie de ses données d’entraînement. Il a donc un avantage : pas de regrets s’il gagne.',
  synthesised:
    'Ces extraits sont générés par ordinateur à partir de mesures sur de vrais enregistrements, et c’est sur eux que le modèle a appris. Il a donc un avantage : pas de regrets s’il gagne.',
  sources: {
    label: 'Avec quoi jouer',
    examples: 'Exemples',
    own: (labelled) => `Vos enregistrements (${labelled} avec réponse)`,
    ownTruth: `La bonne réponse est celle que vous avez donnée à « ${home.history.label} ».`,
    hint: `Répondez à « ${home.history.label} » pour au moins deux de vos résultats, et vous pourrez jouer ici avec eux.`,
  },
  pour: (number, all) => `Extrait ${number} sur ${all}`,
  preparing: 'Préparation de l’extrait…',
  play: 'Écouter l’extrait',
  stop: 'Arrêter',
  question: 'Qu’entendez-vous ?',
  playFirst: 'Écoutez-le d’abord.',
  guesses: { hot: 'Chaud', cold: 'Froid' },
  right: { hot: 'Bravo, c’était chaud', cold: 'Bravo, c’était froid' },
  wrong: { hot: 'Non, c’était chaud', cold: 'Non, c’était froid' },
  truth: (degrees) => `L’eau était à ${degrees}.`,
  model: {
    hot: (chance) => `Le modèle dit : chaud (sûr à ${chance}).`,
    cold: (chance) => `Le modèle dit : froid (sûr à ${chance}).`,
    unsure: (chance) => `Le modèle hésite (chaud à ${chance}).`,
    'not-pouring': (chance) => `Le modèle n’a pas entendu d’eau versée (probabilité : ${chance}).`,
  },
  modelPending: 'Le modèle écoute encore…',
  modelFailed: 'Le modèle n’a pas de résultat pour celui-ci.',
  next: 'Extrait suivant',
  finish: 'Voir votre score',
  retry: 'Réessayer',
  deleted: 'Cet enregistrement a été supprimé et ne peut plus être écouté.',
  skip: 'Passer',
  score: {
    heading: 'Votre score',
    sentence: (you, model, all) =>
      `Vous avez ${you} bonnes réponses sur ${all} ; le modèle, ${model}.`,
    ahead: 'Vous avez battu le modèle !',
    tie: 'Égalité.',
    behind: 'Le modèle gagne cette manche.',
    unsureNote: 'Quand le modèle hésite ou n’entend pas d’eau, sa réponse ne compte pas.',
    nothingPlayed: 'Il ne restait rien à écouter.',
    table: 'Les extraits de cette manche',
    columns: { pour: 'Extrait', water: 'Eau', you: 'Vous', model: 'Modèle' },
    right: 'juste',
    wrong: 'faux',
  },
  playAgain: 'Rejouer',
  playAgainNote: {
    repeated: 'Les mêmes extraits reviendront dans un autre ordre.',
    partlyNew: 'Certains extraits seront nouveaux.',
  },
};
