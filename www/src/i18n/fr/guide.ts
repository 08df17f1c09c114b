/** Messages of the guide. Links are written [words](address), see LinkedText. */
import { AGRAWAL, BI, MINNAERT } from '../links.ts';
import type { GuideMessages } from '../messages.ts';

export const guide: GuideMessages = {
  heading: 'Comment faire un bon enregistrement',
  lede: 'N’importe quel téléphone ou ordinateur portable convient. Ce qui compte, c’est où vous le posez, le calme de la pièce, et que rien n’« améliore » le son.',
  recordings: {
    browser: {
      heading: 'Sur cette page, avec « Écouter »',
      steps: [
        'Placez le téléphone ou l’ordinateur à 50 cm environ de la tasse, à l’abri des éclaboussures.',
        'Appuyez sur [Écouter](#/). Si le navigateur le demande, autorisez le micro.',
        'Attendez une seconde, puis versez pendant au moins trois secondes.',
        'Quand vous avez fini, l’écoute s’arrête toute seule et votre résultat s’affiche.',
      ],
      note: 'La page demande à votre appareil de désactiver l’annulation de l’écho, la réduction du bruit et le gain automatique, et vous prévient s’il refuse. Au clavier, la barre d’espace lance et arrête l’écoute.',
    },
    iphone: {
      heading: 'iPhone, avec Dictaphone',
      steps: [
        'Ouvrez Dictaphone et appuyez sur le bouton rouge.',
        'Attendez une seconde, versez pendant au moins trois secondes, et appuyez de nouveau sur le bouton pour arrêter.',
        'Touchez l’enregistrement, puis les trois points, puis « Partager », puis « Enregistrer dans Fichiers ».',
        'Sur cette page, appuyez sur [Choisir des enregistrements](#/) et trouvez l’enregistrement dans Fichiers.',
      ],
      note: 'Laissez « Améliorer l’enregistrement » désactivé. Pour ouvrir l’enregistrement sur un ordinateur, choisissez « Compressée » dans Réglages, sous Dictaphone : seul Safari ouvre « Sans perte ».',
    },
    android: {
      heading: 'Android, avec Dictaphone',
      steps: [
        'Ouvrez votre application d’enregistrement : Dictaphone sur un Pixel, Enregistreur vocal sur un Samsung, ou une autre du même genre.',
        'Si elle propose une réduction du bruit, une voix claire ou un mode interview, désactivez-les. Choisissez la meilleure qualité possible.',
        'Appuyez sur le bouton rouge, attendez une seconde, versez pendant au moins trois secondes, et arrêtez.',
        'Partagez l’enregistrement comme fichier audio et enregistrez-le sur le téléphone.',
        'Sur cette page, appuyez sur [Choisir des enregistrements](#/) et trouvez l’enregistrement.',
      ],
    },
    windows: {
      heading: 'Windows, avec Sound Recorder',
      steps: [
        'Dans Paramètres, sous Système puis Son, choisissez votre micro et désactivez ses améliorations audio.',
        'Ouvrez Sound Recorder, l’enregistreur de Windows. Dans ses paramètres, choisissez le format WAV ou FLAC, ou la meilleure qualité de M4A.',
        'Appuyez sur le bouton d’enregistrement, attendez une seconde, versez pendant au moins trois secondes, et arrêtez.',
        'L’enregistrement est dans Documents, dans le dossier des enregistrements audio (« Sound Recordings »). Déposez-le sur [cette page](#/).',
      ],
    },
    mac: {
      heading: 'Mac, avec Dictaphone ou QuickTime Player',
      steps: [
        'Si la barre des menus propose un mode micro pendant l’enregistrement, choisissez « Standard », pas « Isolement de la voix ».',
        'Dans Dictaphone, appuyez sur le bouton rouge. Ou, dans QuickTime Player, choisissez « Nouvel enregistrement audio » dans le menu Fichier, réglez la qualité à côté du bouton rouge sur « Élevée », et appuyez dessus.',
        'Attendez une seconde, versez pendant au moins trois secondes, et arrêtez.',
        'Faites glisser l’enregistrement de la liste de Dictaphone vers le bureau, ou enregistrez-le dans QuickTime Player. Puis déposez-le sur [cette page](#/).',
      ],
      note: '« Sans perte » dans Dictaphone et « Maximale » dans QuickTime Player peuvent donner des enregistrements que seul Safari ouvre.',
    },
  },

  helps: {
    heading: 'Ce qui aide',
    points: [
      'Environ 50 cm entre le micro et la tasse. Bien plus près, les éclaboussures le saturent ; bien plus loin, la pièce couvre le bruit de l’eau.',
      'Une pièce calme. Éteignez le ventilateur, la hotte et la musique, et attendez que la bouilloire se taise.',
      'Lancez l’enregistrement avant de verser, pour ne pas manquer le début.',
      'Versez pendant au moins trois secondes, d’un seul trait. Le modèle regarde deux secondes à la fois, et plusieurs passages de ce genre l’aident.',
      'Faites une pause de deux secondes avant de verser à nouveau. Chaque fois aura son propre verdict.',
      'WAV ou FLAC, ou M4A et MP3 de haute qualité. Avec une forte compression, comme dans les messages vocaux, il se trompe plus souvent.',
      'La réduction du bruit désactivée. Elle est faite pour garder les voix et retirer les souffles réguliers, et pour elle, de l’eau versée n’est qu’un souffle.',
    ],
  },

  fails: {
    heading: 'Ce qui ne marche pas',
    between: (coldMax, hotMin) =>
      `De l’eau entre ${coldMax} et ${hotMin}. Le modèle n’a pas été entraîné là-dessus, et un résultat n’y veut rien dire.`,
    points: [
      'Une bouilloire encore bruyante. Son bruit couvre celui de l’eau, et peut être pris pour de l’eau versée.',
      'Les appels vidéo et les messages vocaux. Ces applications retirent le bruit, et celui de l’eau avec.',
      'Les robinets, les douches et les boissons autres que l’eau. Le modèle ne connaît que l’eau versée dans des tasses.',
      'Toute situation où un résultat faux pourrait ébouillanter quelqu’un. Utilisez un thermomètre.',
    ],
  },

  why: {
    heading: 'Pourquoi le chaud et le froid ne sonnent pas pareil',
    lines: [
      'Quand on verse de l’eau, on entend surtout des bulles. Le filet d’eau entraîne de l’air sous la surface, et chaque bulle tinte comme une minuscule clochette.',
      `Plus la bulle est grosse, plus sa note est grave. [Minnaert](${MINNAERT}) l’a calculé en 1933 : une bulle de 1 mm de rayon tinte vers 3,3 kHz, une de 3 mm vers 1,1 kHz.`,
      `L’eau chaude est plus fluide que la froide. Des vidéos à haute vitesse montrent qu’en la versant, on fait des bulles plus grosses et plus nombreuses ([Bi et al., 2024](${BI})).`,
      'L’eau chaude a donc plus de sons graves et moins de sons aigus. Selon ces auteurs, ce sont les bulles qui l’expliquent, mais ce n’est pas prouvé.',
      'La tasse compte aussi. Avec de l’eau froide, c’est le tintement de la tasse et des bulles qui ressort ; avec de l’eau chaude, c’est la colonne d’air au-dessus de l’eau (Peng et Reiss, 2018).',
      'À mesure que la tasse se remplit, cette colonne raccourcit et sa note monte, que l’eau soit chaude ou froide.',
      `On apprend tout cela sans que personne nous le dise : les adultes distinguent le chaud du froid dans 80 à 93 % des cas, les enfants de moins de six ans pas encore ([Agrawal et al., 2020](${AGRAWAL})).`,
      'Personne ne l’a dit au modèle non plus. Il n’a reçu que des spectrogrammes, avec la mention chaud ou froid.',
      'Ce qui est constant dans une bande, et ce que toutes les bandes font ensemble, est retiré avant qu’il regarde. Il se fie donc à la façon dont les bandes changent les unes par rapport aux autres, pas à leur intensité.',
      'Il écoute donc peut-être autre chose que vous.',
    ],
    sources: 'Sources',
    andOthers: (author) => `${author} et al.`,
    reference: (authors, work) => `${authors} : ${work}`,
  },

  compare: {
    heading: 'Voir et entendre la différence',
    reading:
      'Le temps va de gauche à droite. Les sons graves sont en bas, les aigus en haut. Plus un point est clair, plus le son est fort.',
    recorded: 'Deux enregistrements, tels que le modèle de cette page les voit.',
    synthesised:
      'Deux extraits générés par ordinateur, tels que le modèle de cette page les voit. La page les a créés à partir de mesures faites sur de vrais enregistrements.',
    pour: {
      hot: (degrees) => `Eau chaude, ${degrees}`,
      cold: (degrees) => `Eau froide, ${degrees}`,
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
