/** Messages about what a person does with a result: name and share it. */
import type { ActionMessages } from '../messages.ts';

export const actions: ActionMessages = {
  naming: {
    /** Name of a live result until it is renamed; `time` may include the date. */
    live: (time) => `Agua vertida, ${time}`,
    /** Name of an example. */
    example: (is, temperature) => `Ejemplo ${is === 'hot' ? 'caliente' : 'frío'}, ${temperature}`,
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
      ? `En 1 resultado has indicado qué era en realidad; el modelo ${agreed === 1 ? 'acertó' : 'no acertó'}.`
      : `En ${labelled} resultados has indicado qué era en realidad; el modelo ${agreed === 0 ? 'no acertó ninguno' : agreed === labelled ? 'los acertó todos' : `acertó ${agreed}`}.`,
};
