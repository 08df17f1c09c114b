/** Messages about what a person does with a result: name and share it. */
import type { ActionMessages } from '../messages.ts';

export const actions: ActionMessages = {
  naming: {
    /** Name of a live result until it is renamed; `time` may include the date. */
    live: (time) => `Einschenken, ${time}`,
    /** Name of an example. */
    example: (is, temperature) => `Beispiel ${is === 'hot' ? 'heiß' : 'kalt'}, ${temperature}`,
    edit: 'Name und Notiz',
    editNamed: (name) => `Name und Notiz von ${name}`,
    name: 'Name',
    note: 'Notiz',
    save: 'Speichern',
  },

  share: {
    button: 'Teilen',
    named: (name) => `${name} als Bild teilen`,
    saved: 'Bild heruntergeladen.',
    failed: 'Das Bild ließ sich nicht erstellen; versuch es noch mal.',
  },

  /** How many labels a person gave, and with how many the verdict agreed. */
  agreement: (labelled, agreed) =>
    labelled === 1
      ? `Du hast 1 Ergebnis beurteilt; das Modell sah es ${agreed === 1 ? 'genauso' : 'anders'}.`
      : `Du hast ${labelled} Ergebnisse beurteilt; das Modell stimmte ${agreed === 0 ? 'nie' : agreed === labelled ? 'immer' : `${agreed}-mal`} mit dir überein.`,
};
