/** Words of the installed app: working offline, new versions, and what is shared with it. */
import type { Offline } from '../messages.ts';

export const offline: Offline = {
  ready: 'Prêt à fonctionner hors connexion.',
  heading: 'Nouvelle version',
  offered: 'Une nouvelle version est prête.',
  activeInOtherTab: 'Une nouvelle version est déjà utilisée ; cette page est encore l’ancienne.',
  announcedPlace: 'Elle est proposée en bas de la page.',
  busy: 'D’abord vient le verdict de ce qui est écouté en ce moment.',
  unsaved: 'Ce qui n’est pas conservé sur cet appareil disparaît au rechargement.',
  reload: 'Recharger',
  later: 'Plus tard',
  nothingShared: 'Rien n’est arrivé avec ce partage ; partagez un enregistrement ou une vidéo.',
  shareFailed:
    'Ce qui a été partagé n’a pas pu être reçu, peut-être parce qu’il n’y a plus de place sur cet appareil ; choisissez l’enregistrement ici.',
  /** For a recording that comes without a name. */
  unnamed: 'enregistrement partagé',
};
