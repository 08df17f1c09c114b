/**
 * The words of the first page, and of what is on every page.
 *
 * The same thing has the same name everywhere: grabación (recording), chorro (pour), verter (to
 * pour), veredicto, caliente, fría (of “agua”), en duda (unsure), sin chorro (not pouring),
 * probabilidad de agua caliente / de agua fría / de chorro (“Prob.” on labels), espectrograma, taza
 * (cup), chorro frío (cold pour), referencia fría (cold reference), modelo, guardar (to keep),
 * quitar (to remove), comparado con (beside).
 */
import type { VerdictCounts } from '../../results/verdict-counts.ts';
import { bytes, count, list, percent, seconds, temperature } from '../format.ts';
import { CC_BY_SA } from '../links.ts';
import type { HomeMessages } from '../messages.ts';

/** Of one, of several. Of “grabación”, and of its water. */
const summaryWords: Record<keyof VerdictCounts, readonly [string, string]> = {
  hot: ['caliente', 'calientes'],
  cold: ['fría', 'frías'],
  unsure: ['en duda', 'en duda'],
  'not-pouring': ['sin chorro', 'sin chorro'],
  failed: ['fallida', 'fallidas'],
};

const announced = {
  hot: 'caliente',
  cold: 'fría',
  unsure: 'en duda',
  'not-pouring': 'sin chorro',
};

/** What a probability is of. */
const chanceOf = { hot: 'agua caliente', cold: 'agua fría', pouring: 'chorro' };

const side = { hot: 'caliente', cold: 'fría' };

function coldPours(count: number): string {
  return count === 1 ? '1 chorro frío' : `${count} chorros fríos`;
}

export const home: HomeMessages = {
  page: {
    title: 'Hot or Cold',
    tagline: 'Oye si el agua está caliente o fría.',
    privacy: 'Tu grabación no sale de este dispositivo.',
    description:
      'Suelta aquí una grabación de agua al verterse y lee si está caliente o fría, calculado en tu propio dispositivo.',
    noScript:
      'Hot or Cold escucha tu grabación dentro de esta página y por eso necesita JavaScript: actívalo y vuelve a cargarla.',
    noSimd:
      'Este navegador es demasiado antiguo para escuchar: le falta WebAssembly SIMD. Actualízalo o usa Chrome o Edge 111, Firefox 115, Safari 16.4 o cualquier versión posterior.',
    noWebAudio:
      'Este navegador no puede abrir grabaciones: le falta Web Audio. Actualízalo o usa una versión actual de Chrome, Edge, Firefox o Safari.',
  },

  listen: {
    heading: 'Escucha un chorro',
    /** On the button. */
    start: 'Escuchar',
    cancel: 'Cancelar',
    stop: 'Parar',
    /** In big type. */
    done: 'Hecho',
    notListening: 'Sin escuchar',
    starting: 'Empezando…',
    listening: 'Escuchando…',
    pouring: 'Vertiendo…',
    instructions: 'Acerca el micrófono a la taza, pulsa Escuchar y vierte el agua. Se para solo.',
    allowMicrophone: 'Si el navegador lo pregunta, deja que esta página use el micrófono.',
    pourNow: 'Vierte ahora.',
    keepPouring: 'Sigue vertiendo.',
    resultBelow: 'La grabación está abajo, entre los veredictos.',
    stoppedAtLimit: 'Se paró a los 5 minutos; la grabación está abajo, entre los veredictos.',
    spectrogramPlaceholder: 'El sonido aparecerá aquí.',
    level: 'Nivel',
    description: (length) =>
      `Espectrograma en vivo de los últimos ${seconds(length)}: el sonido más reciente, a la derecha; los tonos graves, abajo.`,
    processing: {
      echoCancellation: 'la cancelación de eco',
      noiseSuppression: 'la supresión de ruido',
      autoGainControl: 'la ganancia automática',
    },
    processingStaysOn: (names) =>
      `Este dispositivo sigue usando ${list(names)}: toma el veredicto con cautela.`,
    interrupted: 'Algo más usa el micrófono de este dispositivo; cuando termine, seguimos.',
    gap: (length) =>
      `Unos ${seconds(length)} no se oyeron: la página no estaba a la vista o el micrófono estaba ocupado.`,
    afterGap: 'Sigue vertiendo o pulsa «Parar»: lo demás se guarda.',
    liveResultsStopped:
      'El veredicto en vivo se detuvo, la grabación sigue: vierte el agua y luego pulsa Parar.',
    hints: {
      'too-quiet':
        'Suena demasiado bajo: acerca el micrófono a la taza o comprueba que esté activado.',
      clipping: 'Suena demasiado fuerte: aleja el micrófono de la taza.',
      'no-water': 'Aún no ha sonado nada como un chorro: acércate a la taza y vierte el agua.',
    },
    announcements: {
      listening: 'Escuchando.',
      pouring: 'Vertiendo.',
      verdict: (verdict, { of, probability }) =>
        `${home.verdicts[verdict].word} por ahora, ${home.probabilities.inSentence[of]}: ${percent(probability)}.`,
      stopped: 'Parado.',
    },
    /** One sentence each: what is wrong, then what to do. */
    failures: {
      denied:
        'Esta página no tiene permiso para usar el micrófono; dáselo en la barra de direcciones o en los ajustes del navegador y vuelve a pulsar Escuchar.',
      forbidden:
        'Quien ofrece o incrusta esta página le ha cerrado el micrófono; ábrela en su propia dirección o elige una grabación.',
      'no-microphone':
        'Este dispositivo no tiene micrófono; conecta uno y vuelve a pulsar Escuchar, o elige una grabación.',
      'in-use':
        'El micrófono no responde, quizá porque lo usa otra aplicación; ciérrala y vuelve a pulsar Escuchar.',
      unplugged:
        'El micrófono se desconectó o se apagó; lo que oyó hasta entonces se conserva, y puedes volver a pulsar Escuchar.',
      insecure:
        'Los navegadores solo dan el micrófono a páginas con dirección https; abre esta página en su dirección https o elige una grabación.',
      unsupported:
        'Este navegador no puede escuchar en vivo; actualízalo, o graba el chorro con otra aplicación y elige la grabación.',
      'not-started':
        'No se pudo activar el micrófono; vuelve a cargar la página y pulsa Escuchar otra vez, o elige una grabación.',
    },
  },

  input: {
    heading: 'Tu grabación',
    choose: 'Elegir grabaciones',
    chooseFolder: 'Elegir carpeta',
    orDrop:
      'o suelta grabaciones o carpetas enteras en cualquier lugar de esta página, o pégalas aquí',
    formats:
      'Audio o vídeo, todo lo que este navegador pueda reproducir: m4a, mp3, wav, flac, ogg, mp4, mov…',
    dropNow: 'Suelta y escuchamos',
  },

  temperature: {
    show: { F: 'Ver en °F', C: 'Ver en °C' },
    estimate: ({ fahrenheit, low, high }, scale) =>
      `Alrededor de ${temperature(fahrenheit, scale)}, muy probablemente entre ${temperature(low, scale)} y ${temperature(high, scale)}.`,
  },

  examples: {
    heading: '¿No tienes una grabación a mano?',
    recorded: (learned) =>
      `Prueba una de estas cuatro grabaciones de chorros. ${learned === 1 ? 'El modelo aprendió de una de ellas.' : `El modelo aprendió de ${learned} de ellas.`}`,
    synthesised:
      'Prueba uno de estos cuatro ejemplos. Son sintetizados: no están grabados, los genera esta página a partir de mediciones de grabaciones reales.',
    kindRecorded: 'chorro grabado',
    kindSynthesised: 'chorro sintetizado',
    fileName: (fahrenheit) => `synthesised-pour-${fahrenheit}f.wav`,
    badge: 'Sintetizado',
    badgeNote: 'No grabado, sino generado a partir de mediciones de grabaciones reales.',
    credit: (author) => `Grabado por ${author}`,
    unavailable: 'No se puede obtener este ejemplo; comprueba tu conexión e inténtalo de nuevo.',
  },

  range: (hotMin, coldMax, scale) =>
    `Caliente significa ${temperature(hotMin, scale)} o más; fría, ${temperature(coldMax, scale)} o menos. De lo que hay en medio, el modelo no ha aprendido nada.`,

  results: {
    heading: 'Veredictos',
    remove: 'Quitar',
    removeNamed: (name) => `Quitar ${name}`,
    retry: 'Reintentar',
    retryNamed: (name) => `Reintentar ${name}`,
    download: 'Descargar',
    downloadNamed: (name) => `Descargar ${name}`,
    details: 'Detalle técnico',
    player: (name) => `Reproducir ${name}`,
  },

  history: {
    save: 'Guardar los resultados en este dispositivo',
    saved: (count, used) =>
      `${count === 1 ? '1 resultado guardado' : `${count} resultados guardados`} aquí y en ningún otro lugar${used === undefined ? '' : `; esta página ocupa ${bytes(used)}`}.`,
    deleteSaved: 'Quitar lo guardado',
    confirmDeleteSaved: (count) =>
      `¿Quitar ${count === 1 ? 'el resultado guardado' : `los ${count} resultados guardados`} en este dispositivo? No se puede deshacer.`,
    confirmDeleteAll: (count) =>
      `¿Quitar ${count === 1 ? 'el resultado' : `los ${count} resultados`}, junto con lo guardado en este dispositivo? No se puede deshacer.`,
    removed: (name) => `Se quitó ${name}.`,
    label: 'En realidad:',
    labelNamed: (name) => `Qué era en realidad ${name}`,
    labels: { hot: 'Caliente', cold: 'Fría', 'not-pouring': 'Sin chorro' },
    audioNotSaved: 'su audio ya no está guardado',
    otherModel: (version) => `veredicto del modelo ${version}`,
    recheck: 'Escuchar de nuevo con el modelo actual',
    recheckNamed: (name) => `Escuchar de nuevo ${name} con el modelo actual`,
    /** One sentence each: what is wrong, then what that means. */
    problems: {
      absent:
        'Este navegador no guarda nada de esta página, como en una ventana privada; los resultados duran hasta que la cierres o la vuelvas a cargar.',
      full: 'En este dispositivo no queda espacio para guardar más resultados; quita algunos o expórtalos.',
      blocked:
        'Otra pestaña, con una versión anterior de esta página, tiene abiertos los resultados guardados; ciérrala para verlos aquí.',
      newer:
        'Los resultados guardados son de una versión más nueva de esta página, que esta no puede leer; vuelve a cargarla para tener aquella.',
      outdated:
        'En otra pestaña se abrió una versión más nueva de esta página; vuelve a cargar esta para seguir guardando resultados.',
      broken:
        'No se pudieron guardar los resultados; lo que hay en esta página se queda hasta que se cierre.',
    },
    unreadable: (count) =>
      `${count === 1 ? '1 resultado guardado está dañado y no aparece' : `${count} resultados guardados están dañados y no aparecen`}; los demás están todos aquí.`,
  },

  cup: {
    heading: 'Tu taza',
    choiceLabel: 'Taza con la que se comparan los veredictos',
    notCalibrated: 'Ninguna taza en uso: los veredictos se basan solo en la grabación.',
    inUse: (name, pours) =>
      `En uso: los veredictos se comparan con «${name}», ${coldPours(pours)}.`,
    empty: (name) =>
      `«${name}» aún no tiene ningún chorro frío: los veredictos se basan solo en la grabación.`,
    comparedWith: (name, pours) => `Comparado con tu taza «${name}», ${coldPours(pours)}`,
    manage: 'Tazas y chorros fríos',
    explanation:
      'Vierte agua fría en tu propia taza una o más veces, y los veredictos se compararán con eso: la misma taza, la misma habitación y el mismo micrófono.',
    caveat:
      'Medido con nuestras propias grabaciones, de un solo teléfono y en su mayoría de una misma casa, empeoró un poco los veredictos. Está pensado para cocinas y teléfonos distintos de esos: pruébalo cuando los veredictos queden en duda o sean erróneos.',
    nameLabel: 'Nueva taza',
    namePlaceholder: 'Taza azul',
    defaultName: 'Mi taza',
    add: 'Añadir taza',
    noPours: 'Aún no hay chorros fríos.',
    record: 'Grabar un chorro frío',
    choose: 'Elegir una grabación',
    chooseNamed: (name) => `Elegir una grabación de un chorro frío para ${name}`,
    recording: (name) => `Chorro frío para tu taza «${name}»: vierte agua fría`,
    saved: 'El chorro frío está abajo, en tu taza.',
    pourAdded: (pour, name) => `${pour} es ahora un chorro frío de ${name}.`,
    use: (name) =>
      name === undefined ? 'Usar como referencia fría' : `Usar como referencia fría de «${name}»`,
    useNamed: (name) => `Usar ${name} como referencia fría`,
    isReference: (name) => `Referencia fría de «${name}»`,
    removePour: (pour, name) => `Quitar ${pour} de ${name}`,
    pourRemoved: (name) => `Se quitó ${name} de la taza.`,
    removed: (name) => `Se quitó la taza «${name}».`,
    notAPour: 'Esto no suena como un chorro; se usa de todos modos.',
    soundsHot:
      'Esto suena a agua caliente; se usa de todos modos. Si no era fría, quítalo: los veredictos con él serían erróneos.',
    otherModel: 'Esto lo oyó otro modelo, y este no pudo oírlo; no se usa.',
    reclassify: (count, name) => {
      const one = count === 1;
      const verdicts = one ? 'el veredicto' : `los ${count} veredictos`;
      const how =
        name === undefined ? 'sin taza' : `${one ? 'comparado' : 'comparados'} con «${name}»`;
      return `Repetir ${verdicts} de abajo, ${how}`;
    },
    notSaved: 'No se pudo guardar esta taza; durará hasta que se cierre la página.',
  },

  undo: {
    heading: 'Deshacer',
    button: 'Deshacer',
    restored: 'Se ha deshecho.',
    announcement: (sentence, length) =>
      `${sentence} Durante ${length} segundos puedes deshacerlo al final de la página.`,
  },

  confirm: {
    cancel: 'Cancelar',
  },

  batch: {
    progress: (done, all) => `${done} de ${all}`,
    meter: 'Progreso de todas las grabaciones',
    cancelAll: 'Cancelar todo',
    retryFailed: 'Reintentar fallidas',
    deleteAll: 'Quitar todo',
  },

  summary: {
    heading: 'Resumen',
    count: (of, number) => `${number} ${summaryWords[of][number === 1 ? 0 : 1]}`,
    table: 'Todas las grabaciones, con sus veredictos',
    columns: {
      name: 'Grabación',
      verdict: 'Veredicto',
      hot: 'Prob. de agua caliente',
      pouring: 'Prob. de chorro',
      seconds: 'Duración',
      label: 'En realidad',
    },
    failed: 'Fallida',
    pending: 'Aún no',
    unknown: '–',
    exportCsv: 'Exportar en CSV',
    exportJson: 'Exportar en JSON',
  },

  progress: {
    waiting: 'En espera…',
    decoding: 'Abriendo la grabación…',
    classifying: 'Escuchando…',
    meter: (name) => `Progreso de ${name}`,
  },

  verdicts: {
    hot: { word: 'Caliente', sentence: 'Oímos agua caliente.' },
    cold: { word: 'Fría', sentence: 'Oímos agua fría.' },
    unsure: {
      word: 'En duda',
      sentence: 'Oímos un chorro, pero podría ser de agua caliente o fría.',
    },
    'not-pouring': {
      word: 'Sin chorro',
      sentence: 'Esto no suena como agua al verterse.',
    },
  },

  probabilities: {
    hot: 'Prob. de agua caliente',
    cold: 'Prob. de agua fría',
    pouring: 'Prob. de chorro',
    inSentence: {
      hot: `probabilidad de ${chanceOf.hot}`,
      cold: `probabilidad de ${chanceOf.cold}`,
      pouring: `probabilidad de ${chanceOf.pouring}`,
    },
    sentence: ({ of, probability }) => `Probabilidad de ${chanceOf[of]}: ${percent(probability)}.`,
  },

  spectrogram: {
    caption: 'El espectrograma que vio el modelo',
    loudness: 'Intensidad, dB',
    description: (length, lowest, highest, strongest) =>
      `Espectrograma de ${seconds(length)}, desde ${lowest} abajo hasta ${highest} arriba; lo más fuerte, en torno a ${strongest}.`,
  },

  overTime: {
    hot: 'caliente',
    cold: 'fría',
    notPouring: 'Sin chorro',
    description: (heard, length, least, most) =>
      heard === 0
        ? `En estos ${seconds(length)} no se oye ningún chorro.`
        : `Probabilidad de agua caliente a lo largo del tiempo: de ${percent(least)} a ${percent(most)}, en los ${seconds(heard)} de ${seconds(length)} que suenan como un chorro.`,
    seek: (name) => `Posición en ${name}`,
    position: (at, length) => `${seconds(at)} de ${seconds(length)}`,
  },

  saliency: {
    show: 'Qué lo decidió',
    hide: 'Ocultar qué lo decidió',
    named: (label, name) => `${label}: ${name}`,
    working: (fraction) =>
      `Escuchando de nuevo sin cada parte: ${Math.round(fraction * 100)}\u00a0%`,
    forHot: 'apunta a caliente',
    forCold: 'apunta a fría',
    /** The percentage comes after a colon: it may be “más del 99 %”, which takes no article. */
    description: (towards, share, at, frequency) =>
      `Apunta a ${side[towards]}: ${percent(share)} de lo que decidió, sobre todo a ${seconds(at)} del inicio de la grabación, en torno a ${frequency}.`,
    nothing: 'Ninguna parte decidió por sí sola.',
  },

  announcements: {
    verdict: (name, verdict, { of, probability }) =>
      `${name}: ${announced[verdict]}, ${home.probabilities.inSentence[of]}: ${percent(probability)}.`,
    notPouring: (name) => `${name}: sin chorro.`,
    batch: (counts) => `Todo listo: ${counts.join(', ')}.`,
    failure: (name, sentence) => `${name}: ${sentence}`,
  },

  /** One sentence each: what is wrong, then what to do. */
  failures: {
    'empty-file': 'Este archivo está vacío; grábalo o expórtalo de nuevo.',
    unreadable: 'No se puede leer este archivo; si se movió o cambió, elígelo otra vez.',
    'empty-folder': 'Esta carpeta no contiene grabaciones; elige otra, o ábrela y elige archivos.',
    'too-big': (size, limit) =>
      `Este archivo ocupa ${bytes(size)} y el máximo que se puede abrir es de ${bytes(limit)}; recórtalo y deja solo la parte del chorro.`,
    'too-long':
      'Esta grabación es demasiado larga para abrirla en un navegador; recórtala y deja solo la parte del chorro.',
    'bad-sample-rate': (rate) =>
      `Esta grabación dice tener ${count(rate)} muestras por segundo, y este navegador no puede abrirla así; expórtala de nuevo a ${count(48_000)}.`,
    undecodable:
      'Este navegador no encuentra en este archivo ningún sonido que pueda decodificar; expórtalo de nuevo como m4a, mp3 o wav.',
    'no-samples': 'Esta grabación no contiene ningún sonido (0 muestras); grábala de nuevo.',
    'no-sound-track':
      'Este vídeo no tiene ningún sonido que este navegador pueda decodificar; elige uno con el sonido activado.',
    crashed:
      'La parte de esta página que escucha se detuvo con esta grabación y se reinició; reinténtalo o exporta la grabación de nuevo.',
    'not-loaded':
      'No se pudo cargar la parte de esta página que escucha; comprueba tu conexión y después reinténtalo o elige la grabación otra vez.',
    'audio-gone':
      'El audio de esta grabación ya no está guardado en este dispositivo; elige la grabación otra vez.',
    cancelled:
      'Esta grabación se canceló antes de tener un veredicto; reinténtalo para oírla después de todo.',
  },

  /** The core's refusals (src/error.rs) in Spanish. */
  refusals: {
    'no-samples': () => 'Esta grabación no contiene ningún sonido (0 muestras); grábala de nuevo.',
    'bad-channels': () =>
      'Los canales de esta grabación no encajan entre sí; expórtala de nuevo en mono o estéreo.',
    'bad-sample-rate': ({ rate = 0, min = 0, max = 0 }) =>
      `Esta grabación dice tener ${count(rate)} muestras por segundo, y se admiten entre ${count(min)} y ${count(max)}; expórtala de nuevo, por ejemplo a ${count(48_000)}.`,
    'not-sound': ({ value = 0, seconds: at = 0 }) =>
      `Esta grabación contiene valores que no son sonido (una muestra de ${Number(value.toPrecision(3))} a ${seconds(at)} del inicio); expórtala de nuevo.`,
    silent: () =>
      'Esta grabación está en silencio; comprueba que el micrófono estaba activado y no silenciado.',
    'too-short': ({ seconds: length = 0, min = 0 }) =>
      `Esta grabación dura ${seconds(length, 2)}; hace falta un chorro de al menos ${seconds(min)}.`,
    'too-long': ({ max_hours: hours = 0 }) =>
      `Esta grabación dura más de ${hours === 1 ? '1 hora' : `${hours} horas`}; recórtala y deja solo la parte del chorro.`,
    'no-reference': () =>
      'No hay ninguna grabación de referencia; graba primero cómo viertes agua fría en la taza.',
    'foreign-reference': () =>
      'Esta referencia no es del modelo que juzga ahora; graba de nuevo el chorro frío.',
    model: () =>
      'No se puede usar el modelo; vuelve a cargar la página o instala el programa de nuevo.',
  },

  language: {
    label: 'Idioma',
    unavailable:
      'No se puede obtener este idioma ahora; comprueba tu conexión e inténtalo de nuevo.',
  },

  footer: {
    licences: `Código con licencia MIT. Modelo entrenado con grabaciones de Chris Jeakle, [CC BY-SA 2.0](${CC_BY_SA}).`,
    versions: (app, model) => `Versión ${app}, modelo ${model}`,
  },
};
