/** Messages of the about page, without figures. Links: [words](address), see LinkedText. */
import { CC_BY_SA, ESC_10, ESC_50, RECORDINGS, SOUND_OF_WATER } from '../links.ts';
import type { AboutMessages } from '../messages.ts';

export const about: AboutMessages = {
  heading: 'Cómo funciona y hasta dónde fiarse',
  lede: 'Dentro de esta página funciona una pequeña red neuronal. Aquí verás de qué aprendió, cuántas veces acertó y cuándo no fiarse.',

  made: {
    heading: 'Cómo se hizo el modelo',
    training: (pours, otherSounds, synthesised) =>
      `Aprendió de ${pours} grabaciones de Chris Jeakle vertiendo agua, cada una con su temperatura, y de ${otherSounds} sonidos de ESC-10 y ESC-50 que son otra cosa. Antes se entrenó con ${synthesised} muestras generadas por ordenador.`,
    network: (parameters, seconds) =>
      `Una grabación se convierte en un espectrograma: lo fuerte que suena cada tono en cada momento. Una red convolucional de ${parameters} parámetros mira ${seconds} segundos cada vez. Antes se quita lo que no cambia en una banda y lo que todas las bandas hacen a la vez. Así no puede guiarse por el zumbido de una habitación, por el sonido de un micrófono ni por una grabadora que ajusta sola el volumen. Los resultados de todos los tramos se reúnen en dos probabilidades: la de que el agua esté caliente y la de que se esté vertiendo agua.`,
    trap: 'En estas grabaciones hay una trampa: en tres cuartas partes, todo lo caliente se grabó en una sesión y casi todo lo frío en otras dos. Un modelo podría aprenderse la habitación y parecer que reconoce el agua. Por eso cada grabación la juzgaron modelos que nunca habían oído su sesión.',
  },

  trust: {
    heading: 'Cuántas veces acertó',
    otherKitchens: {
      intro: (pours, cups, kitchens) =>
        `Medido con ${pours} grabaciones de otras personas, con otro teléfono, en ${kitchens} cocinas y con ${cups} tazas ([Sound of Water 50](${SOUND_OF_WATER})). La red no se entrenó con estas grabaciones, aunque sí sirvieron para elegir sus ajustes. El límite entre caliente y fría se fijó, para cada noche, con las grabaciones de las demás. El agua estaba casi hirviendo o a temperatura ambiente.`,
      rows: {
        right: {
          sentence: 'de aciertos al decir «caliente» o «fría» en cocinas que nunca había oído.',
          detail: (right, of, interval) =>
            `${right} de ${of}; intervalo del 95 %: ${interval}. Esta es la cifra que cuenta.`,
        },
        confidentRight: {
          sentence: (confidence) =>
            `de aciertos allí cuando la seguridad del modelo era de ${confidence} o más.`,
          detail: (right, of, interval) => `${right} de ${of}; intervalo del 95 %: ${interval}.`,
        },
        firm: {
          sentence: 'de las grabaciones de allí, dadas por calientes o frías.',
          detail: (firm, of) =>
            `${firm} de ${of}. Las demás quedaron como dudosas o como «no se oye agua».`,
        },
      },
    },
    home: {
      heading: 'Donde aprendió: cifras que lo favorecen',
      intro: (seeds) =>
        `Aquí vertió el agua la misma persona que en el entrenamiento, con el mismo teléfono y casi siempre en la misma casa. Eso es más fácil que tu cocina. Aun así, ningún modelo había oído antes lo que juzgó. Cada cifra es la media de modelos entrenados ${seeds} veces desde distintos puntos de partida al azar.`,
      rows: {
        bySession: {
          sentence:
            'de las grabaciones, bien juzgadas por modelos que nunca habían oído su sesión.',
          detail: (pours, interval) => `${pours} grabaciones; intervalo del 95 %: ${interval}.`,
        },
        byVessel: {
          sentence: 'bien juzgadas por modelos que nunca habían oído ese tipo de taza.',
          detail: (pours, interval) => `${pours} grabaciones; intervalo del 95 %: ${interval}.`,
        },
        seedProtocol: {
          sentence:
            'de las dos primeras sesiones, bien juzgadas por modelos que solo habían oído las posteriores.',
          detail: (pours, interval) => `${pours} grabaciones; intervalo del 95 %: ${interval}.`,
        },
        confident: {
          sentence: (confidence) =>
            `de aciertos cuando la seguridad del modelo era de ${confidence} o más.`,
          detail: (share, interval) =>
            `Así fue en el ${share} de sus resultados; intervalo del 95 %: ${interval}.`,
        },
        unsure: {
          sentence: 'de las grabaciones quedaron como dudosas.',
          detail:
            'En las demás cifras de esta lista cuentan como calientes o frías, según lo más probable.',
        },
        rejected: {
          sentence: 'de los demás sonidos, bien descartados como «no se oye agua».',
          detail: (sounds) => `${sounds} sonidos: lluvia, olas, fuego, perros y otros.`,
        },
        kept: {
          sentence: 'de las grabaciones con agua, reconocidas como tales.',
          detail: (pours) => `${pours} grabaciones.`,
        },
      },
    },
    byTemperature: 'Aciertos donde aprendió, según la temperatura',
    columns: { temperature: 'Agua', pours: 'Pruebas', right: 'Aciertos' },
    source: (version, date) =>
      `Modelo ${version}, ${date}. Las cifras vienen de los informes del propio modelo.`,
  },

  limits: {
    heading: 'Cuándo no fiarse',
    onePerson: (kitchens, coldCalledHot, hotCalledCold) =>
      `Aprendió de una sola persona, con un teléfono, casi siempre en una misma casa. En otros sitios se equivoca mucho más: en otras ${kitchens} cocinas dio por caliente agua fría ${coldCalledHot} veces, y por fría agua caliente ${hotCalledCold}. La tuya no la ha medido nadie.`,
    presets: (temperatures) =>
      `El agua caliente de la que aprendió estaba a las temperaturas de un hervidor estadounidense: ${temperatures}.`,
    between: (coldMax, hotMin) =>
      `Entre ${coldMax} y ${hotMin} no se entrenó. Aun así te dará un resultado, pero no significa nada.`,
    estimate:
      'Donde aprendió, el margen de temperatura que se muestra con un resultado caliente incluía la temperatura real en nueve de cada diez grabaciones. El modelo no puede estimar cuánto de fría está el agua fría.',
    chosen:
      'Los ajustes del modelo se eligieron con esas mismas grabaciones, así que las cifras de allí lo favorecen un poco más.',
    scalding: 'No lo uses nunca donde un resultado erróneo pueda hacer que alguien se queme.',
  },

  privacy: {
    heading: 'Qué pasa con tus grabaciones',
    points: [
      'Se quedan en este dispositivo. La página las abre y las comprueba ella misma; no hay ningún servidor al que enviarlas.',
      'El micrófono solo está abierto desde que pulsas «Escuchar» hasta que se detiene.',
      'Sin cookies, sin analítica, sin nada de otros sitios.',
      'Este navegador guarda el idioma que elijas y °F o °C, tus resultados con sus grabaciones (si no desactivas el guardado en la página de inicio) y las grabaciones de tus tazas. Puedes quitar cada cosa donde se muestra. Para borrarlo todo, elimina los datos de este sitio en los ajustes del navegador.',
    ],
  },

  licences: {
    heading: 'Licencias y agradecimientos',
    points: [
      'El código tiene licencia MIT. El software de terceros está [en una lista con sus licencias](licences.md).',
      `El modelo tiene licencia [CC BY-SA 2.0](${CC_BY_SA}).`,
      `Las grabaciones de las que aprendió, y las de ejemplo si las hay, son [de Chris Jeakle](${RECORDINGS}), [CC BY-SA 2.0](${CC_BY_SA}). Él creó el primer Hot or Cold, en 2020.`,
      `Los demás sonidos son de [ESC-10](${ESC_10}) y [ESC-50](${ESC_50}), reunidos por Karol J. Piczak de autores de Freesound, CC BY 3.0, CC BY y CC0.`,
      'Las muestras generadas por ordenador son de dominio público, CC0 1.0.',
    ],
    code: (address) => `El código es [público](${address}).`,
  },
};
