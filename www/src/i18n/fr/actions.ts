/** Messages about what a person does with a result: name and share it. */
import type { ActionMessages } from '../messages.ts';

export const actions: ActionMessages = {
  naming: {
    /** Name of a live result until it is renamed; `time` may include the date. */
    live: (time) => `Eau versée, ${time}`,
    /** Name of an example. */
    example: (is, temperature) => `Exemple ${is === 'hot' ? 'chaud' : 'froid'}, ${temperature}`,
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

  /** How many labels a person gave, and with how many the verdict agreed. */
  agreement: (labelled, agreed) =>
    labelled === 1
      ? `Pour 1 résultat, vous avez indiqué ce que c’était vraiment ; le modèle ${agreed === 1 ? 'avait raison' : 'n’avait pas raison'}.`
      : `Pour ${labelled} résultats, vous avez indiqué ce que c’était vraiment ; le modèle ${agreed === 0 ? 'n’a jamais eu raison' : agreed === labelled ? 'a toujours eu raison' : `a eu raison ${agreed} fois`}.`,
};
