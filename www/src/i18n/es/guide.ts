/**
 * Messages of the guide. Links are written [words](address), see LinkedText. Apps and menus have
 * their names in Spanish systems, with both names where Spain and Latin America differ.
 */
import { AGRAWAL, BI, MINNAERT } from '../links.ts';
import type { GuideMessages } from '../messages.ts';

export const guide: GuideMessages = {
  heading: 'Cómo hacer una buena grabación',
  lede: 'Sirve cualquier teléfono o portátil. Lo que importa es dónde lo pones, que la habitación esté en silencio y que nada «mejore» el sonido.',
  recordings: {
    browser: {
      heading: 'En esta página, con Escuchar',
      steps: [
        'Pon el teléfono o el portátil a unos 50 cm de la taza, donde no le salpique nada.',
        'Pulsa [Escuchar](#/). Si el navegador lo pregunta, permite el micrófono.',
        'Espera un segundo y luego vierte agua durante al menos tres segundos.',
        'Cuando terminas, se detiene solo y muestra tu resultado.',
      ],
      note: 'La página pide a tu dispositivo que desactive la cancelación de eco, la supresión de ruido y la ganancia automática, y te avisa si no lo hace. En un teclado, la barra espaciadora empieza y detiene la escucha.',
    },
    iphone: {
      heading: 'iPhone, con Notas de Voz',
      steps: [
        'Abre Notas de Voz y pulsa el botón rojo.',
        'Espera un segundo, vierte agua durante al menos tres segundos y pulsa otra vez el botón para detener la grabación.',
        'Toca la grabación, luego los tres puntos, luego Compartir y luego Guardar en Archivos.',
        'En esta página, pulsa [Elegir grabaciones](#/) y busca la grabación en Archivos.',
      ],
      note: 'Deja desactivado Mejorar grabación. Si vas a abrir la grabación en un ordenador, elige Comprimida en Ajustes (o Configuración), en Notas de Voz: solo Safari abre Sin pérdida.',
    },
    android: {
      heading: 'Android, con Grabadora',
      steps: [
        'Abre tu aplicación de grabación: Grabadora en un Pixel, Grabadora de voz en un Samsung o una parecida.',
        'Si tiene reducción de ruido, voz clara o modo entrevista, desactívalo. Elige la calidad más alta que ofrezca.',
        'Pulsa el botón rojo, espera un segundo, vierte agua durante al menos tres segundos y detén la grabación.',
        'Comparte la grabación como archivo de audio y guárdala en el teléfono.',
        'En esta página, pulsa [Elegir grabaciones](#/) y busca la grabación.',
      ],
    },
    windows: {
      heading: 'Windows, con Grabadora de sonidos',
      steps: [
        'En Configuración, en Sistema y luego Sonido, elige tu micrófono y desactiva sus mejoras de audio.',
        'Abre Grabadora de sonidos. En su configuración, elige el formato WAV o FLAC, o la calidad más alta de M4A.',
        'Pulsa el botón de grabar, espera un segundo, vierte agua durante al menos tres segundos y detén la grabación.',
        'La grabación está en Documentos, en la carpeta Grabaciones de sonido. Suéltala en [esta página](#/).',
      ],
    },
    mac: {
      heading: 'Mac, con Notas de Voz o QuickTime Player',
      steps: [
        'Si la barra de menús ofrece un modo de micrófono mientras grabas, elige Estándar, no Aislamiento de voz.',
        'En Notas de Voz, pulsa el botón rojo. O, en QuickTime Player, elige Nueva grabación de audio en el menú Archivo, pon en Alta la calidad junto al botón rojo y púlsalo.',
        'Espera un segundo, vierte agua durante al menos tres segundos y detén la grabación.',
        'Arrastra la grabación de la lista de Notas de Voz al escritorio, o guárdala en QuickTime Player. Luego suéltala en [esta página](#/).',
      ],
      note: 'Sin pérdida en Notas de Voz y Máxima en QuickTime Player pueden crear grabaciones que solo Safari abre.',
    },
  },

  helps: {
    heading: 'Qué ayuda',
    points: [
      'Unos 50 cm del micrófono a la taza. Mucho más cerca, las salpicaduras lo saturan; mucho más lejos, la habitación suena más que el agua.',
      'Una habitación silenciosa. Apaga el ventilador, la campana extractora y la música, y espera a que el hervidor deje de hacer ruido.',
      'Empieza a grabar antes de verter, para no perderte el comienzo.',
      'Vierte durante al menos tres segundos, de una vez. El modelo mira dos segundos cada vez, y varios tramos así le ayudan.',
      'Haz una pausa de dos segundos antes de volver a verter agua. Cada vez tendrá su propio veredicto.',
      'WAV o FLAC, o M4A y MP3 de alta calidad. Con una compresión fuerte, como la de los mensajes de voz, se equivoca más.',
      'La supresión de ruido, desactivada. Está hecha para conservar las voces y quitar los siseos constantes, y para ella el agua al verterse es justo eso.',
    ],
  },

  fails: {
    heading: 'Qué no funciona',
    between: (coldMax, hotMin) =>
      `Agua entre ${coldMax} y ${hotMin}. El modelo no se entrenó con eso, y un resultado no significa nada.`,
    points: [
      'Un hervidor que aún hace ruido. El ruido tapa el del agua y puede confundirse con él.',
      'Videollamadas y mensajes de voz. Esas aplicaciones quitan el ruido, y con él, el del agua.',
      'Grifos, duchas y bebidas que no sean agua. El modelo solo conoce el agua vertida en tazas.',
      'Cualquier cosa en la que un resultado erróneo pueda hacer que alguien se queme. Usa un termómetro.',
    ],
  },

  why: {
    heading: 'Por qué suenan distinto el agua caliente y la fría',
    lines: [
      'Lo que oyes al verter agua son sobre todo burbujas. El agua que cae arrastra aire bajo la superficie, y cada burbuja suena como una campana diminuta.',
      `Cuanto más grande es la burbuja, más grave es su tono. [Minnaert](${MINNAERT}) lo calculó en 1933: una burbuja de 1 mm de radio suena cerca de 3,3 kHz; una de 3 mm, cerca de 1,1 kHz.`,
      `El agua caliente es menos viscosa que la fría. Los vídeos a cámara lenta muestran que, al verterla, se forman más burbujas y más grandes ([Bi y otros, 2024](${BI})).`,
      'Por eso el agua caliente tiene más tonos graves y menos agudos. Esos autores creen que la causa son las burbujas, pero no está demostrado.',
      'La taza también cuenta. Con agua fría destaca la resonancia de la taza y las burbujas; con agua caliente, la columna de aire sobre el agua (Peng y Reiss, 2018).',
      'Al llenarse la taza, esa columna se acorta y su tono sube, tanto con agua caliente como con fría.',
      `Todo esto lo aprendemos sin que nadie nos lo diga: los adultos distinguen la caliente de la fría entre el 80 y el 93 % de las veces; los niños menores de seis años, todavía no ([Agrawal y otros, 2020](${AGRAWAL})).`,
      'Al modelo tampoco se lo dijo nadie. Solo recibió espectrogramas con la etiqueta «caliente» o «fría».',
      'Antes de que mire, se quita lo que es constante en una banda y lo que todas las bandas hacen a la vez. Así que se guía por cómo cambian unas bandas respecto a otras, no por lo fuerte que suenan.',
      'Así que quizá se fije en algo distinto que tú.',
    ],
    sources: 'Fuentes',
    andOthers: (author) => `${author} y otros`,
    reference: (authors, work) => `${authors}: ${work}`,
  },

  compare: {
    heading: 'Mira y oye la diferencia',
    reading:
      'El tiempo avanza de izquierda a derecha. Los tonos graves están abajo, los agudos arriba. Cuanto más claro es un punto, más fuerte suena.',
    recorded: 'Dos grabaciones, tal como las ve el modelo de esta página.',
    synthesised:
      'Dos muestras generadas por ordenador, tal como las ve el modelo de esta página. La página las ha creado a partir de mediciones de grabaciones reales.',
    pour: {
      hot: (degrees) => `Agua caliente, ${degrees}`,
      cold: (degrees) => `Agua fría, ${degrees}`,
    },
    /** What to look for in each picture. */
    look: {
      recorded: {
        cold: 'Motas finas por todas partes, la mayoría por encima de 1 kHz: burbujas pequeñas, cada una con un tono agudo y breve.',
        hot: 'Una banda clara sube desde menos de 1 kHz hasta cerca de 2 kHz mientras se llena la taza: la columna de aire. Por encima hay menos motas y más trazos verticales.',
      },
      synthesised: {
        cold: 'Manchas claras sueltas, la mayoría entre 1 y 4 kHz, con huecos entre ellas: el sonido llega a ráfagas.',
        hot: 'Una banda clara sube desde menos de 1 kHz hasta más de 1,5 kHz mientras se llena la taza: la columna de aire. Alrededor, trazos verticales finos y muy juntos.',
      },
    },
    retry: 'Reintentar',
  },
};
