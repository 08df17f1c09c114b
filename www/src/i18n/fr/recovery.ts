/** Messages about interrupted recordings, and about the way on after a failure. */
import { clock } from '../format.ts';
import type { RecoveryMessages } from '../messages.ts';

export const recovery: RecoveryMessages = {
  interrupted: {
    heading: 'Enregistrement interrompu',
    sentence: (seconds, time) =>
      `Un enregistrement de ${clock(seconds)} a été interrompu (${time}).`,
    announcement: (sentence) =>
      `${sentence} Vous pouvez l’analyser ou le supprimer en haut de la page d’accueil.`,
    classify: 'Analyser',
    delete: 'Supprimer',
    deleted: 'Enregistrement supprimé.',
  },

  failures: {
    'not-finished':
      'L’enregistrement n’a pas pu être terminé ; rechargez la page pour retrouver ce qui en a été conservé.',
  },

  problems: {
    deleted:
      'Vos résultats conservés ont été supprimés dans un autre onglet ou dans les réglages du navigateur ; ceux d’ici restent jusqu’à la fermeture de la page, et les nouveaux sont de nouveau conservés.',
  },

  start: {
    notLoaded:
      'Hot or Cold n’est pas encore chargé ; vérifiez votre connexion et rechargez la page.',
    reload: 'Recharger',
  },
};
