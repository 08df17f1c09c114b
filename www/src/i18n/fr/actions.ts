/** Messages about what a person does with a result: name, share and compare it. */
import type { ActionMessages } from '../messages.ts';

export const actions: ActionMessages = {
  naming: {
    /** Name of a live result until it is renamed; `time` may include the date. */
    live: (time) => `Eau versée, ${time}`,
    edit: 'Nom et note',
    editNamed: (name) => `Nom et note de ${name}`,
    name: 'Nom',
    note: 'Note',
    save: 'Enregistrer',
  },

  share: {
    button: 'Partager',
    named: (name) => `Partager une image de ${name}`,
    saved: 'Image téléchargée.',
    failed: 'L’image n’a pas pu être créée ; réessayez.',
  },

  compare: {
    button: 'Comparer',
    named: (name) => `Comparer ${name} à un autre résultat`,
    heading: 'Comparer deux résultats',
    other: 'Comparer à',
    play: 'Lire les deux',
    stop: 'Arrêter',
    preparing: 'Chargement…',
    enlarge: 'Remplir l’écran',
    leave: 'Appuyez sur Échap ou touchez l’écran pour quitter.',
    close: 'Fermer',
  },

  /** How many labels a person gave, and with how many the verdict agreed. */
  agreement: (labelled, agreed) =>
    labelled === 1
      ? `Vous avez précisé ce qu’était 1 résultat ; le modèle ${agreed === 1 ? 'avait raison' : 'n’avait pas raison'}.`
      : `Vous avez précisé ce qu’étaient ${labelled} résultats ; le modèle ${agreed === 0 ? 'n’a jamais eu raison' : agreed === labelled ? 'a toujours eu raison' : `a eu raison ${agreed} fois`}.`,
};
