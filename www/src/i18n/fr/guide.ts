/** The guide. Links are written [words](address), see prose.tsx. */
import { AGRAWAL, BI, MINNAERT } from '../links.ts';
import type { Guide } from '../messages.ts';

export const guide: Guide = {
  heading: 'Comment bien enregistrer une verse',
  lede: 'N’importe quel téléphone ou ordinateur portable convient. Ce qui compte, c’est l’endroit où il se trouve, le calme de la pièce, et que rien n’« améliore » le son en chemin.',
  recordings: {
    browser: {
      heading: 'Dans cette page, avec « Écouter »',
      steps: [
        'Placez le téléphone ou l’ordinateur à un demi-mètre de la tasse, là où rien ne l’éclabousse.',
        'Appuyez sur [Écouter](#/), et autorisez la page à utiliser le micro si le navigateur le demande.',
        'Attendez une seconde, puis versez pendant trois secondes ou plus.',
        'L’écoute s’arrête toute seule quand la verse est finie, et l’enregistrement est parmi les verdicts.',
      ],
      note: 'La page demande à l’appareil de ne pas utiliser l’annulation de l’écho, la réduction du bruit ni le gain automatique. Si l’appareil en laisse un en marche, la page le dit.',
    },
    iphone: {
      heading: 'iPhone, avec Dictaphone',
      steps: [
        'Ouvrez Dictaphone et appuyez sur le bouton rouge.',
        'Attendez une seconde, versez pendant trois secondes ou plus, et appuyez de nouveau sur le bouton pour arrêter.',
        'Touchez l’enregistrement, puis les trois points, puis « Partager », puis « Enregistrer dans Fichiers ».',
        'Sur cette page, appuyez sur [Choisir des enregistrements](#/) et trouvez l’enregistrement dans Fichiers.',
      ],
      note: 'Laissez « Améliorer l’enregistrement » désactivé. Dans Réglages, sous Dictaphone, les deux qualités audio conviennent sur l’iPhone lui-même ; sur un autre ordinateur, seul Safari ouvre « Sans perte ».',
    },
    android: {
      heading: 'Android, avec Dictaphone',
      steps: [
        'Ouvrez l’application qui enregistre le son : Dictaphone sur un Pixel, Enregistreur vocal sur un Samsung, quelque chose de semblable ailleurs.',
        'Si elle propose une réduction du bruit, une voix claire ou un mode interview, désactivez cela ; si elle propose une qualité, prenez la plus élevée.',
        'Appuyez sur le bouton rouge, attendez une seconde, versez pendant trois secondes ou plus, et arrêtez.',
        'Partagez l’enregistrement comme fichier audio et enregistrez-le sur le téléphone.',
        'Sur cette page, appuyez sur [Choisir des enregistrements](#/) et trouvez l’enregistrement.',
      ],
    },
    windows: {
      heading: 'Windows, avec Sound Recorder',
      steps: [
        'Dans Paramètres, sous Système puis Son, choisissez votre micro et désactivez ses améliorations audio.',
        'Ouvrez Sound Recorder, l’enregistreur de Windows. Dans ses paramètres, choisissez le format WAV ou FLAC, ou la meilleure qualité de M4A.',
        'Appuyez sur le bouton d’enregistrement, attendez une seconde, versez pendant trois secondes ou plus, et arrêtez.',
        'L’enregistrement est dans Documents, dans le dossier des enregistrements audio (« Sound Recordings »). Déposez-le sur [cette page](#/).',
      ],
    },
    mac: {
      heading: 'Mac, avec Dictaphone ou QuickTime Player',
      steps: [
        'Si la barre des menus propose un mode micro pendant l’enregistrement, choisissez « Standard », pas « Isolement de la voix ».',
        'Dans Dictaphone, appuyez sur le bouton rouge. Ou, dans QuickTime Player, choisissez « Nouvel enregistrement audio » dans le menu Fichier, réglez la qualité à côté du bouton rouge sur « Élevée », et appuyez dessus.',
        'Attendez une seconde, versez pendant trois secondes ou plus, et arrêtez.',
        'Faites glisser l’enregistrement de la liste de Dictaphone vers le bureau, ou enregistrez-le dans QuickTime Player. Puis déposez-le sur [cette page](#/).',
      ],
      note: '« Sans perte » dans Dictaphone et « Maximale » dans QuickTime Player peuvent donner des enregistrements que seul Safari ouvre.',
    },
  },

  helps: {
    heading: 'Ce qui aide',
    points: [
      'Un demi-mètre entre le micro et la tasse. Bien plus près, les éclaboussures le saturent ; bien plus loin, la pièce est plus forte que la verse.',
      'Une pièce calme. Éteignez le ventilateur, la hotte et la musique, et laissez la bouilloire se taire.',
      'Lancez l’enregistrement avant de verser, pour que le début y soit.',
      'Versez pendant trois secondes ou plus, d’un seul trait. Le modèle écoute environ deux secondes à la fois et veut plusieurs passages de ce genre.',
      'Une verse par enregistrement.',
      'WAV ou FLAC, ou M4A et MP3 de haute qualité. Une forte compression, comme dans les messages vocaux, coûte des verdicts justes.',
      'La réduction du bruit désactivée. Elle est faite pour garder les voix et retirer les souffles réguliers, et une verse n’est que cela : elle retire ce que le modèle écoute.',
    ],
  },

  fails: {
    heading: 'Ce qui ne marche pas',
    between: (coldMax, hotMin) =>
      `De l’eau entre ${coldMax} et ${hotMin}. Le modèle n’y a rien appris, et un verdict n’y veut rien dire.`,
    points: [
      'Une bouilloire encore bruyante. Le bruit couvre la verse, et s’il dure, il peut lui-même passer pour une verse.',
      'Les appels vidéo et les messages vocaux. Ces applications retirent le bruit, et la verse avec.',
      'Les robinets, les douches et les autres boissons. Le modèle a appris sur de l’eau versée dans des tasses.',
      'Toute situation où un faux verdict pourrait ébouillanter quelqu’un. Utilisez un thermomètre.',
    ],
  },

  why: {
    heading: 'Pourquoi le chaud et le froid ne sonnent pas pareil',
    lines: [
      'Ce que l’on entend dans une verse, ce sont surtout des bulles. Le filet d’eau entraîne de l’air sous la surface, et chaque bulle tinte comme une minuscule clochette.',
      `Plus la bulle est grosse, plus sa note est grave. [Minnaert](${MINNAERT}) l’a calculé en 1933 : une bulle de 1 mm de rayon tinte vers 3,3 kHz, une de 3 mm vers 1,1 kHz.`,
      `L’eau chaude est plus fluide que la froide. Des images à haute vitesse montrent qu’en la versant on fait des bulles plus grosses, et plus nombreuses ([Bi et al., 2024](${BI})).`,
      'L’eau chaude a donc plus de sons graves et moins de sons aigus. Que les bulles en soient la raison, ces auteurs le supposent ; ce n’est pas prouvé.',
      'La tasse joue aussi son rôle. Dans une verse froide ressort le tintement de la tasse et des bulles, dans une chaude la colonne d’air au-dessus de l’eau (Peng et Reiss, 2018).',
      'À mesure que la tasse se remplit, cette colonne raccourcit et sa note monte. Cela arrive avec de l’eau chaude comme avec de l’eau froide.',
      `On apprend tout cela sans que personne le dise : les adultes distinguent le chaud du froid dans 80 à 93 % des cas, les enfants de moins de six ans pas encore ([Agrawal et al., 2020](${AGRAWAL})).`,
      'On ne l’a pas dit non plus au modèle. Il a reçu des spectrogrammes de verses, et lesquelles étaient chaudes et lesquelles froides.',
      'Ce qui est constant dans une bande, et ce que toutes les bandes font ensemble, est retiré avant qu’il regarde : il se fie donc à la façon dont les bandes scintillent les unes par rapport aux autres, pas à leur force.',
      'Il écoute donc peut-être autre chose que vous.',
    ],
    sources: 'Sources',
    andOthers: (author) => `${author} et al.`,
    reference: (authors, work) => `${authors} : ${work}`,
  },

  compare: {
    heading: 'Voir et entendre la différence',
    reading:
      'Le temps va de gauche à droite. Les sons graves sont en bas, les aigus en haut, et plus un point est clair, plus le son est fort.',
    recorded: 'Deux verses enregistrées, telles que le modèle de cette page vient de les voir.',
    synthesised:
      'Deux exemples de synthèse, tels que le modèle de cette page vient de les voir. La page les a créés à partir de mesures faites sur de vrais enregistrements.',
    pour: {
      hot: (degrees) => `Une verse chaude, ${degrees}`,
      cold: (degrees) => `Une verse froide, ${degrees}`,
    },
    /** What to look for in each picture. */
    look: {
      recorded: {
        cold: 'De fins points partout, la plupart au-dessus de 1 kHz : de petites bulles, chacune avec une note brève et aiguë.',
        hot: 'Une bande claire monte de moins de 1 kHz à près de 2 kHz pendant que la tasse se remplit : la colonne d’air. Au-dessus, moins de points et plus de traits verticaux.',
      },
      synthesised: {
        cold: 'Des taches claires isolées, la plupart entre 1 et 4 kHz, séparées par des vides : le son vient par à-coups.',
        hot: 'Une bande claire monte de moins de 1 kHz à plus de 1,5 kHz pendant que la tasse se remplit : la colonne d’air. Autour, de fins traits verticaux, très serrés.',
      },
    },
    retry: 'Réessayer',
  },
};
