/** The about page. Links are written [words](address), see prose.tsx. No figure is written here. */
import { CC_BY_SA, ESC_10, ESC_50, RECORDINGS } from '../links.ts';
import type { About } from '../messages.ts';

export const about: About = {
  heading: 'Cómo funciona y hasta dónde fiarse',
  lede: 'Una pequeña red neuronal escucha dentro de esta página. Aquí dice de qué aprendió, cuántas veces acertó y dónde nadie la ha probado.',

  made: {
    heading: 'Cómo se hizo el modelo',
    training: (pours, otherSounds, synthesised) =>
      `Aprendió de ${pours} chorros grabados por Chris Jeakle, cada uno con la temperatura de su agua, y de ${otherSounds} sonidos que no son chorros, de ESC-10 y ESC-50. Antes de todo ello oyó ${synthesised} chorros sintetizados, creados con una fórmula.`,
    network: (parameters, seconds) =>
      `Una grabación se convierte en un espectrograma: cuánto suena cada tono, instante a instante. Una red convolucional de ${parameters} números mira ${seconds} segundos cada vez. Antes se quita lo que no cambia dentro de una banda y lo que todas las bandas hacen a la vez, para que no cuenten el zumbido de una habitación, el sonido propio de un micrófono ni una grabadora que ajusta sola su volumen. Lo que dicen las ventanas se reúne en una probabilidad de agua caliente y una probabilidad de chorro.`,
    trap: 'Estas grabaciones tienen una trampa: en tres cuartas partes de ellas, todos los chorros calientes se hicieron en una sesión y casi todos los fríos en otras dos. Un modelo podría aprenderse la habitación y parecer que conoce el agua. Por eso cada chorro lo juzgaron modelos que nunca oyeron la sesión de la que viene.',
  },

  trust: {
    heading: 'Cuántas veces acertó',
    intro: (seeds) =>
      `Todo esto se mide con chorros y sonidos que el modelo que juzga nunca había oído, y es la media de modelos entrenados ${seeds} veces desde distintos comienzos al azar.`,
    rows: {
      bySession: {
        sentence:
          'de los chorros, bien reconocidos como calientes o fríos por modelos que nunca oyeron su sesión.',
        detail: (pours, interval) =>
          `${pours} chorros; intervalo del 95\u00a0%: ${interval}. Esta es la cifra por la que guiarse.`,
      },
      byVessel: {
        sentence: 'bien reconocidos por modelos que nunca oyeron una taza de ese tipo.',
        detail: (pours, interval) => `${pours} chorros; intervalo del 95\u00a0%: ${interval}.`,
      },
      seedProtocol: {
        sentence:
          'de las dos primeras sesiones, bien reconocidos por modelos que solo oyeron las posteriores.',
        detail: (pours, interval) => `${pours} chorros; intervalo del 95\u00a0%: ${interval}.`,
      },
      confident: {
        sentence: (confidence) => `de aciertos cuando dijo un ${confidence} o más.`,
        detail: (share, interval) =>
          `Fue el ${share} de sus veredictos; intervalo del 95\u00a0%: ${interval}.`,
      },
      unsure: {
        sentence: 'de los chorros quedaron en duda.',
        detail:
          'En las cifras de arriba, también para ellos cuenta lo más probable entre caliente y frío.',
      },
      rejected: {
        sentence: 'de los otros sonidos, dados por «sin chorro», como debe ser.',
        detail: (sounds) => `${sounds} sonidos: lluvia, olas del mar, fuego, perros y otros.`,
      },
      kept: {
        sentence: 'de los chorros, tomados por chorros.',
        detail: (pours) => `${pours} chorros.`,
      },
    },
    byTemperature: 'Aciertos a cada temperatura',
    columns: { temperature: 'Agua', pours: 'Chorros', right: 'Aciertos' },
    source: (version, date) =>
      `Modelo ${version}, de fecha ${date}. La página toma estas cifras del informe del propio modelo cuando se construye.`,
  },

  limits: {
    heading: 'Dónde no fiarse',
    onePerson:
      'Todos los chorros son de una sola persona, con un solo teléfono, casi siempre en una misma casa. No se ha medido cómo le va con otros hervidores, tazas, teléfonos y cocinas. Cuenta con que allí lo haga peor.',
    presets: (temperatures) =>
      `Los chorros calientes tenían las temperaturas que ofrece un hervidor estadounidense: ${temperatures}.`,
    between: (coldMax, hotMin) =>
      `Entre ${coldMax} y ${hotMin} no ha aprendido nada. Aun así da un veredicto, y ese veredicto no significa nada.`,
    estimate:
      'La temperatura que acompaña a un veredicto de agua caliente es una estimación solo entre esas, con el intervalo que abarcó nueve de cada diez. Con agua fría no sabe decirla.',
    chosen:
      'Los ajustes del modelo se eligieron con los mismos chorros apartados para medirlo, así que las cifras lo favorecen un poco.',
    scalding: 'No lo uses nunca donde un veredicto equivocado pueda hacer que alguien se queme.',
  },

  privacy: {
    heading: 'Qué pasa con tus grabaciones',
    points: [
      'Se quedan en este dispositivo. La página las abre, las oye y las juzga por sí misma; no hay ningún servidor al que enviarlas.',
      'El micrófono solo está activado desde que pulsas Escuchar hasta que se para.',
      'Sin cookies, sin análisis de uso, sin nada cargado de otros sitios.',
      'Este navegador guarda tu elección de °F o °C, tus resultados con sus grabaciones, salvo que lo desactives encima de ellos, y los chorros fríos de tus tazas. Quita cada cosa donde se muestra; para quitarlo todo, borra los datos de este sitio en los ajustes del navegador.',
    ],
  },

  licences: {
    heading: 'Licencias y agradecimientos',
    points: [
      'El código tiene licencia MIT. El software de otros que hay en esta página está [en una lista con sus licencias](licences.md).',
      `El modelo tiene licencia [CC BY-SA 2.0](${CC_BY_SA}).`,
      `Los chorros de los que aprendió, y las grabaciones de ejemplo donde las haya, son [de Chris Jeakle](${RECORDINGS}), [CC BY-SA 2.0](${CC_BY_SA}). Él hizo el primer Hot or Cold, en 2020.`,
      `Los sonidos que no son chorros vienen de [ESC-10](${ESC_10}) y [ESC-50](${ESC_50}), reunidos por Karol J. Piczak a partir de autores de Freesound, CC BY 3.0, CC BY y CC0.`,
      'Los chorros sintetizados son de dominio público, CC0 1.0.',
    ],
    code: (address) => `El código es [público](${address}).`,
  },
};
