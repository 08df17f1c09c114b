/**
 * Messages of the start page, and those that every page shows.
 *
 * One word for one thing: grabación (recording), verter agua (pour), resultado (result), veredicto
 * (verdict), probabilidad (chance), taza (cup), grabación de agua fría (cold pour), guardar (save),
 * comprobar (check), Escuchar (Listen). A person is “tú”.
 */
import type { FileKind } from '../../../wasm/hot_or_cold_decoder.js';
import type { VerdictCounts } from '../../results/verdict-counts.ts';
import {
  bytes,
  count,
  list,
  percent,
  progress,
  seconds,
  temperature,
  temperatureRange,
} from '../format.ts';
import { CC_BY_SA } from '../links.ts';
import type { HomeMessages } from '../messages.ts';
import { cup } from './cup.ts';
import { pours } from './pours.ts';

/** Of one, of several. Of “grabación”, and of its water. */
const summaryWords: Record<keyof VerdictCounts, readonly [string, string]> = {
  hot: ['caliente', 'calientes'],
  cold: ['fría', 'frías'],
  unsure: ['dudosa', 'dudosas'],
  'not-pouring': ['sin agua', 'sin agua'],
  failed: ['fallida', 'fallidas'],
};

/** Of “agua”. */
const waterWords = { hot: 'caliente', cold: 'fría' };

const fileKinds: Record<FileKind, string> = {
  picture: 'una imagen',
  document: 'un documento',
  archive: 'un archivo comprimido',
  program: 'un programa',
};

export const home: HomeMessages = {
  page: {
    title: 'Hot or Cold',
    tagline: '¿Caliente o fría? Vierte agua y tu teléfono lo sabrá por el sonido.',
    privacy: 'Tus grabaciones nunca salen de tu dispositivo.',
    description:
      'Averigua si el agua está caliente o fría por cómo suena al verterla. Todo ocurre en tu dispositivo.',
    noScript:
      'Hot or Cold funciona dentro de esta página y necesita JavaScript. Actívalo y recarga la página.',
    noSimd:
      'Este navegador es demasiado antiguo: le falta WebAssembly SIMD. Actualízalo o usa Chrome o Edge 111, Firefox 115, Safari 16.4 o una versión posterior.',
    noWebAudio:
      'Este navegador no puede abrir grabaciones: le falta Web Audio. Actualízalo o usa una versión actual de Chrome, Edge, Firefox o Safari.',
  },

  listen: {
    heading: 'Escucha cómo cae el agua',
    /** On the button. */
    start: 'Escuchar',
    again: 'Escuchar otra vez',
    cancel: 'Cancelar',
    stop: 'Detener',
    /** In big type. */
    done: 'Listo',
    notListening: 'Detenido',
    starting: 'Iniciando…',
    listening: 'Escuchando…',
    pouring: 'Cae agua…',
    stillListening: 'Aún escuchando…',
    instructions: 'Toca y vierte agua a unos 50 cm.',
    allowMicrophone: 'Si el navegador lo pregunta, permite el micrófono.',
    pourNow: 'Vierte ahora.',
    keepPouring: 'Sigue vertiendo.',
    details: 'Detalles',
    stoppedAtLimit: 'Detenido a los 5 minutos.',
    /** After a recording whose result differs from the first live verdict. */
    changed: {
      hotToUnsure:
        'Al principio sonaba a agua caliente; luego podía ser caliente o fría. Vierte agua otra vez para asegurarte.',
      coldToUnsure:
        'Al principio sonaba a agua fría; luego podía ser caliente o fría. Vierte agua otra vez para asegurarte.',
      hotToCold: 'Al principio sonaba a agua caliente; en conjunto suena a agua fría.',
      coldToHot: 'Al principio sonaba a agua fría; en conjunto suena a agua caliente.',
    },
    description: (length) =>
      `Espectrograma en directo de los últimos ${seconds(length)}: lo más reciente a la derecha, los tonos graves abajo.`,
    processing: {
      echoCancellation: 'la cancelación de eco',
      noiseSuppression: 'la supresión de ruido',
      autoGainControl: 'la ganancia automática',
    },
    processingStaysOn: (names) =>
      `Tu dispositivo no desactiva ${list(names)}, así que el resultado puede ser menos fiable.`,
    interrupted: 'Otra aplicación está usando el micrófono. La escucha seguirá cuando quede libre.',
    gap: (length) =>
      `Faltan unos ${seconds(length)}: la página estaba en segundo plano u otra aplicación tenía el micrófono.`,
    afterGap: 'Sigue vertiendo o pulsa «Detener». El resto está guardado.',
    liveResultsStopped:
      'Los resultados en directo se han detenido, pero sigue grabando. Termina de verter y pulsa «Detener».',
    hints: {
      'too-quiet': 'Demasiado bajo: acerca el micrófono a la taza o comprueba que está encendido.',
      clipping: 'Demasiado fuerte: aleja el micrófono de la taza.',
      'no-water': 'Aún no oigo agua: acércate a la taza y vierte.',
    },
    announcements: {
      listening: 'Escuchando.',
      pouring: 'Cae agua.',
      verdict: (verdict, probability) =>
        `${home.verdicts[verdict].word} por ahora, seguridad: ${percent(probability)}.`,
      stopped: 'Detenido.',
    },
    /** One sentence each: what is wrong, then what to do. */
    failures: {
      denied:
        'El acceso al micrófono está bloqueado; permítelo en la barra de direcciones o en los ajustes del navegador y vuelve a pulsar «Escuchar».',
      forbidden:
        'Este sitio no puede usar el micrófono aquí; ábrelo en una pestaña propia o elige una grabación.',
      'no-microphone':
        'Este dispositivo no tiene micrófono; conecta uno y vuelve a pulsar «Escuchar», o elige una grabación.',
      'in-use':
        'El micrófono no responde (quizá lo esté usando otra aplicación); ciérrala y vuelve a pulsar «Escuchar».',
      unplugged:
        'El micrófono se ha desconectado o apagado; lo grabado hasta ahora está guardado y puedes volver a pulsar «Escuchar».',
      insecure:
        'Los navegadores solo permiten el micrófono por HTTPS; abre la dirección https de esta página o elige una grabación.',
      unsupported:
        'Este navegador no puede escuchar en directo; actualízalo, o graba con otra aplicación y elige la grabación.',
      'not-started':
        'No se ha podido iniciar el micrófono; recarga la página y vuelve a pulsar «Escuchar», o elige una grabación.',
    },
  },

  input: {
    heading: 'Tu grabación',
    choose: 'Elegir grabaciones',
    chooseFolder: 'Elegir una carpeta',
    orDrop: 'o arrastra archivos o carpetas a cualquier parte de la página, o pégalos',
    formats: 'Sirven casi todos los archivos de audio y vídeo: m4a, mp3, wav, mp4…',
    dropNow: 'Suelta para escuchar',
  },

  temperature: {
    details: 'Detalles',
    show: { F: 'Ver en °F', C: 'Ver en °C' },
    estimate: ({ low, high }, scale) => `Aproximadamente ${temperatureRange(low, high, scale)}.`,
  },

  examples: {
    heading: '¿No tienes un hervidor a mano? Prueba un ejemplo',
    try: 'Probar un ejemplo',
    recorded: (learned) =>
      `Son grabaciones reales. ${learned === 1 ? 'El modelo aprendió de una de ellas.' : `El modelo aprendió de ${learned} de ellas.`}`,
    synthesised: 'Estos sonidos están generados por ordenador.',
    notSaved: 'Los ejemplos no se guardan con tus resultados.',
    kindRecorded: 'grabación real',
    kindSynthesised: 'sonido generado',
    fileName: (fahrenheit) => `synthesised-pour-${fahrenheit}f.wav`,
    badge: 'Generado por ordenador',
    badgeNote: 'Creado por esta página a partir de mediciones de grabaciones reales.',
    credit: (author) => `Grabado por ${author}`,
    unavailable: 'No se ha podido cargar este ejemplo; comprueba tu conexión e inténtalo de nuevo.',
  },

  range: (hotMin, coldMax, scale) =>
    `Caliente significa ${temperature(hotMin, scale)} o más; fría, ${temperature(coldMax, scale)} o menos. El modelo no se entrenó con nada intermedio.`,

  results: {
    heading: 'Resultados',
    remove: 'Quitar',
    removeNamed: (name) => `Quitar ${name}`,
    retry: 'Reintentar',
    retryNamed: (name) => `Reintentar ${name}`,
    download: 'Descargar',
    downloadNamed: (name) => `Descargar ${name}`,
    details: 'Detalles técnicos',
    player: (name) => `Reproducir ${name}`,
  },

  history: {
    save: 'Guardar los resultados en este dispositivo',
    saved: (count, used) =>
      `${count === 1 ? '1 resultado guardado' : `${count} resultados guardados`} solo en este dispositivo${used === undefined ? '' : ` (ocupa ${bytes(used)})`}.`,
    deleteSaved: 'Borrar los guardados',
    confirmDeleteSaved: (count) =>
      `¿Borrar ${count === 1 ? 'el resultado guardado' : `los ${count} resultados guardados`}? No se puede deshacer.`,
    confirmDeleteAll: (count) =>
      `¿Borrar los ${count} resultados y sus grabaciones guardadas? No se puede deshacer.`,
    removed: (name) => `Se ha quitado ${name}.`,
    label: '¿Qué era en realidad?',
    labelNamed: (name) => `Qué era ${name} en realidad`,
    labels: { hot: 'Caliente', cold: 'Fría', 'not-pouring': 'Otra cosa' },
    audioNotSaved: 'el audio ya no está guardado',
    otherModel: (version) => `comprobado con el modelo ${version}`,
    recheck: 'Comprobar con el modelo actual',
    recheckNamed: (name) => `Comprobar ${name} con el modelo actual`,
    /** One sentence each: what is wrong, then what that means. */
    problems: {
      absent:
        'Este navegador no guarda datos aquí (¿ventana privada?); perderás los resultados al cerrar o recargar la página.',
      full: 'No queda espacio en este dispositivo para guardar más resultados; quita algunos o expórtalos.',
      blocked:
        'Hay una versión anterior de esta página abierta en otra pestaña; ciérrala para ver aquí tus resultados guardados.',
      newer:
        'Tus resultados guardados son de una versión más nueva de esta página; recárgala para obtenerla.',
      outdated:
        'Hay una versión más nueva de esta página abierta en otra pestaña; recarga esta para seguir guardando resultados.',
      broken:
        'No se ha podido guardar ahora; tus resultados siguen aquí hasta que cierres la página.',
    },
    unreadable: (count) =>
      count === 1
        ? '1 resultado guardado está dañado y se ha omitido. Los demás están todos.'
        : `${count} resultados guardados están dañados y se han omitido. Los demás están todos.`,
  },

  cup,

  undo: {
    heading: 'Deshacer',
    button: 'Deshacer',
    restored: 'Restaurado.',
    announcement: (sentence, length) =>
      `${sentence} Tienes ${length} segundos para deshacerlo, al final de la página.`,
  },

  confirm: {
    cancel: 'Cancelar',
  },

  batch: {
    progress: (done, all) => `${done} de ${all}`,
    meter: 'Progreso de todas las grabaciones',
    cancelAll: 'Cancelar todo',
    retryFailed: 'Reintentar las fallidas',
    deleteAll: 'Borrar todo',
  },

  summary: {
    heading: 'Resumen',
    count: (of, number) => `${number} ${summaryWords[of][number === 1 ? 0 : 1]}`,
    all: (number) => `Todas (${number})`,
    filter: 'Mostrar',
    sortBy: 'Ordenar por',
    newestFirst: 'Más recientes',
    reverse: 'Invertir',
    table: 'Tabla de resultados',
    columns: {
      name: 'Grabación',
      verdict: 'Veredicto',
      hot: 'Probabilidad de caliente',
      pouring: 'Probabilidad de vertido',
      seconds: 'Duración',
      label: 'En realidad',
    },
    failed: 'Fallida',
    pending: 'Pendiente',
    unknown: '–',
    export: 'Exportar',
    exportTable: (count) => (count === 1 ? 'Exportar 1' : `Exportar los ${count}`),
    exportCsv: 'Todas las columnas (para programas)',
    exportJson: 'JSON (para programas)',
  },

  progress: {
    waiting: 'En espera…',
    decoding: 'Abriendo la grabación…',
    classifying: 'Comprobando…',
    meter: (name) => `Progreso de ${name}`,
  },

  verdicts: {
    hot: { word: 'Caliente', sentence: 'Suena a agua caliente.' },
    cold: { word: 'Fría', sentence: 'Suena a agua fría.' },
    unsure: {
      word: 'Dudoso',
      sentence:
        'Podría estar caliente o fría. Vierte agua fría en la misma taza y calibra con ella.',
    },
    'not-pouring': {
      word: 'No se oye agua',
      sentence: 'Si has vertido agua, acerca el micrófono a la taza e inténtalo de nuevo.',
    },
  },

  pours,

  probabilities: {
    hot: 'Probabilidad de caliente',
    cold: 'Probabilidad de fría',
    pouring: 'Probabilidad de vertido',
    /** Before the percentage. */
    inSentence: {
      hot: 'probabilidad de caliente',
      cold: 'probabilidad de fría',
      pouring: 'probabilidad de vertido',
    },
    sentence: ({ of, probability }) => `${home.probabilities[of]}: ${percent(probability)}.`,
  },

  spectrogram: {
    caption: 'Lo que vio el modelo',
    loudness: 'Intensidad, dB',
    description: (length, lowest, highest, strongest) =>
      `Espectrograma de ${seconds(length)}, desde ${lowest} abajo hasta ${highest} arriba; lo más fuerte, cerca de ${strongest}.`,
  },

  overTime: {
    notPouring: 'No se oye agua',
    description: (pouringSeconds, length, least, most) =>
      pouringSeconds === 0
        ? `No se oye verter agua en estos ${seconds(length)}.`
        : `Probabilidad de caliente a lo largo del tiempo: de ${percent(least)} a ${percent(most)}, en los ${seconds(pouringSeconds)} de ${seconds(length)} en que se oye verter.`,
    seek: (name) => `Posición en ${name}`,
    position: (at, length) => `${seconds(at)} de ${seconds(length)}`,
  },

  saliency: {
    caption: 'Lo que inclinó la balanza',
    show: '¿Por qué?',
    hide: 'Ocultar el porqué',
    named: (label, name) => `${label} ${name}`,
    working: (fraction) => `Comprobando cada parte: ${progress(fraction)}`,
    forHot: 'apunta a caliente',
    forCold: 'apunta a fría',
    /** `share` of the evidence points to `side`; `at` and `frequency` locate the strongest part. */
    description: (side, share, at, frequency) =>
      `Indicios que apuntan a ${waterWords[side]}: ${percent(share)}; el más fuerte, en ${seconds(at)}, cerca de ${frequency}.`,
    nothing: 'Ninguna parte destaca por sí sola.',
  },

  announcements: {
    verdict: (name, verdict, { of, probability }) =>
      verdict === 'unsure'
        ? `${name}: dudoso, ${home.probabilities.inSentence[of]}: ${percent(probability)}.`
        : `${name}: ${waterWords[verdict]}, seguridad: ${percent(probability)}.`,
    notPouring: (name) => `${name}: no se oye agua.`,
    batch: (counts) => `Todo listo: ${counts.join(', ')}.`,
    withName: (name, sentence) => `${name}: ${sentence}`,
  },

  /** One sentence each: what is wrong, then what to do. */
  failures: {
    'empty-file': 'Este archivo está vacío; graba o expórtalo de nuevo.',
    unreadable: 'No se puede leer este archivo; si se ha movido o modificado, elígelo de nuevo.',
    'empty-folder': 'En esta carpeta no hay grabaciones; elige otra, o ábrela y elige archivos.',
    'too-big': (size, limit) =>
      `Este archivo ocupa ${bytes(size)} y el límite son ${bytes(limit)}; recorta la parte en la que se vierte el agua.`,
    'too-long':
      'Esta grabación es demasiado larga para un navegador; recorta la parte en la que se vierte el agua.',
    'bad-sample-rate': (rate) =>
      `Tu navegador no puede abrir esta grabación, muestreada a ${count(rate)} Hz; expórtala de nuevo a ${count(48_000)} Hz.`,
    undecodable:
      'Tu navegador no encuentra audio legible en este archivo; expórtalo de nuevo como m4a, mp3 o wav.',
    'no-samples': 'En esta grabación no hay sonido (0 muestras); grábala de nuevo.',
    'no-sound-track':
      'Tu navegador no encuentra audio legible en este vídeo; elige uno que tenga sonido.',
    crashed:
      'Algo falló con esta grabación y se reinició; reinténtalo o exporta la grabación de nuevo.',
    'not-loaded':
      'No se ha podido cargar una parte de esta página; comprueba tu conexión y reinténtalo, o elige la grabación de nuevo.',
    'audio-gone':
      'El audio de esta grabación ya no está guardado en este dispositivo; elige la grabación de nuevo.',
    cancelled: 'Esta grabación se canceló; reinténtalo para comprobarla.',
  },

  /** What src/error.rs says in English. */
  refusals: {
    'no-samples': () => 'En esta grabación no hay sonido (0 muestras); grábala de nuevo.',
    'bad-channels': () =>
      'Los canales de esta grabación no encajan entre sí; expórtala de nuevo en mono o estéreo.',
    'bad-sample-rate': ({ rate = 0, min = 0, max = 0 }) =>
      `Esta grabación está muestreada a ${count(rate)} Hz y se admite entre ${count(min)} y ${count(max)} Hz; expórtala de nuevo, por ejemplo a ${count(48_000)} Hz.`,
    'not-sound': ({ value = 0, seconds: at = 0 }) =>
      `Esta grabación contiene valores que no son sonido (${count(value)} en ${seconds(at)}); expórtala de nuevo.`,
    silent: () =>
      'Esta grabación está en silencio; comprueba que el micrófono estaba encendido y sin silenciar.',
    'too-short': ({ seconds: length = 0, min = 0 }) =>
      `Esta grabación dura solo ${seconds(length, 2)}; vierte agua durante al menos ${seconds(min)}.`,
    'too-long': ({ max_hours: hours = 0 }) =>
      `Esta grabación dura más de ${hours === 1 ? '1 hora' : `${count(hours)} horas`}; recorta la parte en la que se vierte el agua.`,
    'no-reference': () =>
      'No hay ninguna grabación de referencia; graba primero agua fría o caliente al verterla en la taza.',
    'foreign-reference': () => 'Esta referencia se hizo con otro modelo; vuelve a grabar el agua.',
    model: () => 'No se puede cargar el modelo; recarga la página o instala de nuevo el programa.',
  },

  /** What decoder/src/error.rs says in English. */
  decodeErrors: {
    'not-audio': ({ kind }) =>
      `Este archivo es ${fileKinds[kind]}, no una grabación; elige un archivo de sonido o de vídeo.`,
    'unsupported-format': ({ format }) =>
      `El formato de este archivo (${format}) no se puede leer aquí; exporta la grabación como m4a, mp3, flac o wav.`,
    'unsupported-codec': ({ codec }) =>
      `El sonido de este archivo (${codec}) no se puede leer aquí; expórtalo como m4a, mp3, flac o wav.`,
    'unknown-codec': () =>
      'El sonido de este archivo está en un formato desconocido; expórtalo como m4a, mp3, flac o wav.',
    encrypted: () => 'Este archivo está protegido contra copia; elige uno que no lo esté.',
    'cut-off': () =>
      'Este archivo está incompleto y su sonido no se puede leer; cópialo o expórtalo de nuevo.',
    damaged: () =>
      'Este archivo está dañado y su sonido no se puede leer; cópialo o expórtalo de nuevo.',
    'too-many-channels': ({ channels, codec, max }) =>
      `Esta grabación tiene ${count(channels)} canales en ${codec} y aquí se pueden leer ${count(max)} como mucho; expórtala de nuevo en mono o estéreo.`,
    'format-changes': () =>
      'La frecuencia de muestreo o los canales cambian a mitad de esta grabación; expórtala de nuevo.',
  },

  language: {
    label: 'Idioma',
    unavailable: 'No se ha podido cargar este idioma. Comprueba tu conexión e inténtalo de nuevo.',
  },

  footer: {
    licences: `Código con licencia MIT. Modelo entrenado con grabaciones de Chris Jeakle, [CC BY-SA 2.0](${CC_BY_SA}).`,
    versions: (app, model) => `Versión ${app}, modelo ${model}`,
  },
};
