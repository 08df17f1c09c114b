/**
 * The guide. Links are written [words](address), see prose.tsx. Apps and menus have the names that
 * systems in Spanish show; where those of Spain and of Latin America differ, both.
 */
import { AGRAWAL, BI, MINNAERT } from '../links.ts';
import type { Guide } from '../messages.ts';

export const guide: Guide = {
  heading: 'Cómo grabar un buen chorro',
  lede: 'Sirve cualquier teléfono o portátil. Lo que importa es dónde está, lo silenciosa que es la habitación y que nada «mejore» el sonido por el camino.',
  recordings: {
    browser: {
      heading: 'En esta página, con Escuchar',
      steps: [
        'Pon el teléfono o el portátil a medio metro (20 pulgadas) de la taza, donde no le salpique nada.',
        'Pulsa [Escuchar](#/) y deja que la página use el micrófono si el navegador lo pregunta.',
        'Espera un segundo y luego vierte durante tres segundos o más.',
        'Se para solo cuando termina el chorro, y la grabación está entre los veredictos.',
      ],
      note: 'La página pide al dispositivo que no use la cancelación de eco, la supresión de ruido ni la ganancia automática. Si el dispositivo sigue usando alguna, la página lo dice.',
    },
    iphone: {
      heading: 'iPhone, con Notas de Voz',
      steps: [
        'Abre Notas de Voz y pulsa el botón rojo.',
        'Espera un segundo, vierte durante tres segundos o más y pulsa otra vez el botón para parar.',
        'Toca la grabación, luego los tres puntos, luego Compartir y luego Guardar en Archivos.',
        'En esta página pulsa [Elegir grabaciones](#/) y busca la grabación en Archivos.',
      ],
      note: 'Deja desactivado Mejorar grabación. En Ajustes (o Configuración), en Notas de Voz, cualquiera de las dos calidades de audio sirve en el propio iPhone; en otro equipo, solo Safari abre Sin pérdida.',
    },
    android: {
      heading: 'Android, con Grabadora',
      steps: [
        'Abre la aplicación que graba sonido: Grabadora en un Pixel, Grabadora de voz en un Samsung, algo parecido en otros.',
        'Si ofrece reducción de ruido, voz clara o modo entrevista, desactívalo; si ofrece elegir la calidad, usa la más alta.',
        'Pulsa el botón rojo, espera un segundo, vierte durante tres segundos o más y para.',
        'Comparte la grabación como archivo de audio y guárdala en el teléfono.',
        'En esta página pulsa [Elegir grabaciones](#/) y busca la grabación.',
      ],
    },
    windows: {
      heading: 'Windows, con Grabadora de sonidos',
      steps: [
        'En Configuración, en Sistema y luego Sonido, elige tu micrófono y desactiva sus mejoras de audio.',
        'Abre Grabadora de sonidos. En su configuración elige el formato WAV o FLAC, o la calidad más alta de M4A.',
        'Pulsa el botón de grabar, espera un segundo, vierte durante tres segundos o más y para.',
        'La grabación está en Documentos, en la carpeta Grabaciones de sonido. Suéltala en [esta página](#/).',
      ],
    },
    mac: {
      heading: 'Mac, con Notas de Voz o QuickTime Player',
      steps: [
        'Si la barra de menús ofrece un modo de micrófono mientras grabas, elige Estándar, no Aislamiento de voz.',
        'En Notas de Voz pulsa el botón rojo. O, en QuickTime Player, elige Nueva grabación de audio en el menú Archivo, pon en Alta la calidad junto al botón rojo y púlsalo.',
        'Espera un segundo, vierte durante tres segundos o más y para.',
        'Arrastra la grabación de la lista de Notas de Voz al escritorio, o guárdala en QuickTime Player. Luego suéltala en [esta página](#/).',
      ],
      note: 'Sin pérdida en Notas de Voz y Máxima en QuickTime Player pueden crear grabaciones que solo Safari abre.',
    },
  },

  helps: {
    heading: 'Qué ayuda',
    points: [
      'Medio metro (20 pulgadas) del micrófono a la taza. Mucho más cerca, las salpicaduras lo saturan; mucho más lejos, la habitación suena más que el chorro.',
      'Una habitación silenciosa. Apaga el ventilador, la campana extractora y la música, y deja que el hervidor se calle.',
      'Empieza a grabar antes de verter, para que se oiga el comienzo.',
      'Vierte durante tres segundos o más, de una vez. El modelo oye unos dos segundos cada vez y necesita varios tramos así.',
      'Un chorro por grabación.',
      'WAV o FLAC, o M4A y MP3 de alta calidad. Una compresión fuerte, como la de los mensajes de voz, cuesta aciertos.',
      'La supresión de ruido, desactivada. Está hecha para conservar las voces y quitar los siseos constantes, y un chorro es justo eso: quita lo que el modelo escucha.',
    ],
  },

  fails: {
    heading: 'Qué no funciona',
    between: (coldMax, hotMin) =>
      `Agua entre ${coldMax} y ${hotMin}. Ahí el modelo no ha aprendido nada, y un veredicto no significa nada.`,
    points: [
      'Un hervidor que aún hace ruido. El ruido tapa el chorro, y si dura puede pasar él mismo por un chorro.',
      'Videollamadas y mensajes de voz. Esas aplicaciones quitan el ruido, y con él el chorro.',
      'Grifos, duchas y otras bebidas. El modelo aprendió de agua vertida en tazas.',
      'Todo lo que pueda hacer que alguien se queme si el veredicto se equivoca. Usa un termómetro.',
    ],
  },

  why: {
    heading: 'Por qué suenan distinto el agua caliente y la fría',
    lines: [
      'Lo que oyes en un chorro son sobre todo burbujas. El agua que cae arrastra aire bajo la superficie, y cada burbuja suena como una campana diminuta.',
      `Cuanto más grande es la burbuja, más grave es su tono. [Minnaert](${MINNAERT}) lo calculó en 1933: una burbuja de 1\u00a0mm de radio suena cerca de 3,3\u00a0kHz; una de 3\u00a0mm, cerca de 1,1\u00a0kHz.`,
      `El agua caliente es menos viscosa que la fría. Las imágenes de alta velocidad muestran que al verterla se forman burbujas más grandes, y más de ellas ([Bi y otros, 2024](${BI})).`,
      'Por eso el agua caliente tiene más tonos graves y menos agudos. Que la causa sean las burbujas es lo que suponen esos autores; no está demostrado.',
      'La taza también participa. En un chorro frío destaca la resonancia de la taza y las burbujas; en uno caliente, la columna de aire sobre el agua (Peng y Reiss, 2018).',
      'Al llenarse la taza, esa columna se acorta y su tono sube. Ocurre con agua caliente y con fría.',
      `Las personas aprenden todo esto sin que nadie se lo diga: los adultos distinguen la caliente de la fría entre el 80 y el 93\u00a0% de las veces; los niños menores de seis años, todavía no ([Agrawal y otros, 2020](${AGRAWAL})).`,
      'Tampoco se lo dijeron al modelo. Recibió espectrogramas de chorros, y cuáles eran calientes y cuáles fríos.',
      'Antes de que mire se quita lo que es constante en una banda y lo que todas las bandas hacen a la vez, así que se guía por cómo titilan unas bandas respecto a otras, no por lo fuerte que suenan.',
      'Es posible, por tanto, que escuche otra cosa que tú.',
    ],
    sources: 'Fuentes',
    andOthers: (author) => `${author} y otros`,
    reference: (authors, work) => `${authors}: ${work}`,
  },

  compare: {
    heading: 'Mira y oye la diferencia',
    reading:
      'El tiempo avanza de izquierda a derecha. Los tonos graves están abajo, los agudos arriba, y cuanto más claro es un punto, más fuerte suena.',
    recorded: 'Dos chorros grabados, tal como los acaba de ver el modelo de esta página.',
    synthesised:
      'Dos ejemplos sintetizados, tal como los acaba de ver el modelo de esta página. La página los ha generado a partir de mediciones de grabaciones reales.',
    pour: {
      hot: (degrees) => `Un chorro caliente, ${degrees}`,
      cold: (degrees) => `Un chorro frío, ${degrees}`,
    },
    /** What to look for in each picture. */
    look: {
      recorded: {
        cold: 'Motas finas por todas partes, la mayoría por encima de 1\u00a0kHz: burbujas pequeñas, cada una con un tono agudo y breve.',
        hot: 'Una banda clara sube desde menos de 1\u00a0kHz hasta cerca de 2\u00a0kHz mientras se llena la taza: la columna de aire. Por encima hay menos motas y más trazos verticales.',
      },
      synthesised: {
        cold: 'Manchas claras sueltas, la mayoría entre 1 y 4\u00a0kHz, con huecos entre ellas: el sonido llega a ráfagas.',
        hot: 'Una banda clara sube desde menos de 1\u00a0kHz hasta más de 1,5\u00a0kHz mientras se llena la taza: la columna de aire. Alrededor, trazos verticales finos y muy juntos.',
      },
    },
    retry: 'Reintentar',
  },
};
