/** Messages about what a person does with a result: name and share it. */
import type { ActionMessages } from '../messages.ts';

export const actions: ActionMessages = {
  naming: {
    /** Name of a live result until it is renamed; `time` may include the date. */
    live: (time) => `Agua vertida, ${time}`,
    edit: 'Nombre y nota',
    editNamed: (name) => `Nombre y nota de ${name}`,
    name: 'Nombre',
    note: 'Nota',
    save: 'Guardar',
  },

  share: {
    button: 'Compartir',
    named: (name) => `Compartir una imagen de ${name}`,
    saved: 'Imagen descargada.',
    failed: 'No se ha podido crear la imagen; inténtalo de nuevo.',
  },

  /** How many labels a person gave, and with how many the verdict agreed. */
  agreement: (labelled, agreed) =>
    labelled === 1
      ? `Has indicado la respuesta correcta en 1 resultado; el modelo ${agreed === 1 ? 'acertó' : 'no acertó'}.`
      : `Has indicado la respuesta correcta en ${labelled} resultados; el modelo ${agreed === 0 ? 'no acertó ninguno' : agreed === labelled ? 'los acertó todos' : `acertó ${agreed}`}.`,
};
