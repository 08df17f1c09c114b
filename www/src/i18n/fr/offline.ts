/** Messages of the installed app: its manifest, working offline, new versions, shared files. */
import type { ManifestMessages, OfflineMessages } from '../messages.ts';
import { home } from './home.ts';
import { pages } from './pages.ts';

export const offline: OfflineMessages = {
  ready: 'Fonctionne maintenant hors connexion.',
  heading: 'Nouvelle version',
  offered: 'Une nouvelle version est prête.',
  activeInOtherTab:
    'Une nouvelle version est ouverte dans un autre onglet. Rechargez pour l’avoir ici aussi.',
  announcedPlace: 'Vous pouvez recharger en bas de la page.',
  busy: 'L’enregistrement en cours sera d’abord terminé.',
  unsaved: 'Les résultats non conservés seront perdus au rechargement.',
  reload: 'Recharger',
  later: 'Plus tard',
  nothingShared: 'Rien n’a été partagé. Partagez un enregistrement ou une vidéo.',
  shareFailed:
    'Impossible d’ouvrir ce que vous avez partagé ; il n’y a peut-être plus de place sur cet appareil. Choisissez plutôt l’enregistrement ici.',
  /** For a recording that comes without a name. */
  unnamed: 'enregistrement partagé',
};

export const manifest: ManifestMessages = {
  name: home.page.title,
  description: home.page.description,
  listen: pages.names.home,
  classify: 'Analyser un fichier',
  screenshots: {
    wide: 'La page d’accueil : touchez « Écouter » et versez, ou ajoutez des enregistrements',
    narrow: 'Le résultat d’un enregistrement, avec son spectrogramme',
  },
};
