/**
 * Messages of the start page, and those that every page shows.
 *
 * One word for one thing: enregistrement (recording), verser de l’eau (pour), résultat (result),
 * verdict, probabilité (chance), tasse (cup), enregistrement d’eau froide (cold pour), conserver
 * (save), analyser (check), Écouter (Listen). A person is “vous”.
 *
 * Before ; : ! ? % and inside « » stands a narrow no-break space (U+202F), before a unit a no-break
 * space.
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

/** Of one, and of several. */
const summaryWords: Record<keyof VerdictCounts, [one: string, several: string]> = {
  hot: ['chaud', 'chauds'],
  cold: ['froid', 'froids'],
  unsure: ['incertain', 'incertains'],
  'not-pouring': ['sans eau versée', 'sans eau versée'],
  failed: ['échec', 'échecs'],
};

const verdictInSentence = { hot: 'chaud', cold: 'froid', unsure: 'incertain' };

const fileKinds: Record<FileKind, string> = {
  picture: 'une image',
  document: 'un document',
  archive: 'une archive',
  program: 'un programme',
};

export const home: HomeMessages = {
  page: {
    title: 'Hot or Cold',
    tagline: 'Chaud ou froid ? Versez, et votre téléphone le devine au son.',
    privacy: 'Vos enregistrements ne quittent jamais votre appareil.',
    description:
      'Découvrez au son de l’eau versée si elle est chaude ou froide. Tout se passe sur votre appareil.',
    noScript:
      'Hot or Cold fonctionne dans cette page et a besoin de JavaScript. Activez-le et rechargez la page.',
    noSimd:
      'Ce navigateur est trop ancien : il lui manque WebAssembly SIMD. Mettez-le à jour, ou utilisez Chrome ou Edge 111, Firefox 115, Safari 16.4 ou plus récent.',
    noWebAudio:
      'Ce navigateur ne peut pas ouvrir d’enregistrements : il lui manque Web Audio. Mettez-le à jour, ou utilisez une version actuelle de Chrome, Edge, Firefox ou Safari.',
  },

  listen: {
    heading: 'Écouter l’eau que l’on verse',
    /** On the button. */
    start: 'Écouter',
    again: 'Écouter encore',
    cancel: 'Annuler',
    stop: 'Arrêter',
    /** In big type. */
    done: 'Terminé',
    notListening: 'Arrêté',
    starting: 'Démarrage…',
    listening: 'Écoute…',
    pouring: 'L’eau coule…',
    stillListening: 'Écoute toujours…',
    instructions: 'Touchez, puis versez à environ 50 cm.',
    allowMicrophone: 'Si le navigateur le demande, autorisez le micro.',
    pourNow: 'Versez maintenant.',
    keepPouring: 'Continuez à verser.',
    details: 'Détails',
    stoppedAtLimit: 'Arrêté après 5 minutes.',
    /** After a recording whose result differs from the first live verdict. */
    changed: {
      hotToUnsure:
        'Au début, on aurait dit de l’eau chaude, puis ce pouvait être l’un ou l’autre. Versez de nouveau pour en avoir le cœur net.',
      coldToUnsure:
        'Au début, on aurait dit de l’eau froide, puis ce pouvait être l’un ou l’autre. Versez de nouveau pour en avoir le cœur net.',
      hotToCold:
        'Au début, on aurait dit de l’eau chaude ; dans l’ensemble, on dirait de l’eau froide.',
      coldToHot:
        'Au début, on aurait dit de l’eau froide ; dans l’ensemble, on dirait de l’eau chaude.',
    },
    description: (length) =>
      `Spectrogramme en direct des ${seconds(length)} écoulées : le plus récent à droite, les sons graves en bas.`,
    processing: {
      echoCancellation: 'l’annulation de l’écho',
      noiseSuppression: 'la réduction du bruit',
      autoGainControl: 'le gain automatique',
    },
    processingStaysOn: (names) =>
      `Votre appareil refuse de désactiver ${list(names)} : le résultat peut être moins fiable.`,
    interrupted: 'Une autre application utilise le micro. L’écoute reprendra dès qu’il sera libre.',
    gap: (length) =>
      `Il manque environ ${seconds(length)} : la page était en arrière-plan, ou une autre application avait le micro.`,
    afterGap: 'Continuez à verser, ou appuyez sur « Arrêter ». Le reste est conservé.',
    liveResultsStopped:
      'Les résultats en direct se sont arrêtés, mais l’enregistrement continue. Finissez de verser, puis appuyez sur « Arrêter ».',
    hints: {
      'too-quiet': 'Trop faible : rapprochez le micro de la tasse, ou vérifiez qu’il est allumé.',
      clipping: 'Trop fort : éloignez le micro de la tasse.',
      'no-water': 'Je n’entends pas encore d’eau : rapprochez-vous de la tasse et versez.',
    },
    announcements: {
      listening: 'Écoute.',
      pouring: 'L’eau coule.',
      verdict: (verdict, probability) =>
        `Pour l’instant, ${verdictInSentence[verdict]}, sûr à ${percent(probability)}.`,
      stopped: 'Arrêté.',
    },
    /** One sentence each: what is wrong, then what to do. */
    failures: {
      denied:
        'L’accès au micro est bloqué ; autorisez-le dans la barre d’adresse ou dans les réglages du navigateur, puis appuyez de nouveau sur « Écouter ».',
      forbidden:
        'Ce site n’a pas le droit d’utiliser le micro ici ; ouvrez-le dans un onglet à part, ou choisissez un enregistrement.',
      'no-microphone':
        'Cet appareil n’a pas de micro ; branchez-en un et appuyez de nouveau sur « Écouter », ou choisissez un enregistrement.',
      'in-use':
        'Le micro ne répond pas (une autre application l’utilise peut-être) ; fermez-la et appuyez de nouveau sur « Écouter ».',
      unplugged:
        'Le micro a été débranché ou éteint ; le début de l’enregistrement est conservé, et vous pouvez appuyer de nouveau sur « Écouter ».',
      insecure:
        'Les navigateurs n’autorisent le micro qu’en HTTPS ; ouvrez l’adresse https de cette page, ou choisissez un enregistrement.',
      unsupported:
        'Ce navigateur ne peut pas écouter en direct ; mettez-le à jour, ou enregistrez avec une autre application et choisissez l’enregistrement.',
      'not-started':
        'Le micro n’a pas pu démarrer ; rechargez la page et appuyez de nouveau sur « Écouter », ou choisissez un enregistrement.',
    },
  },

  input: {
    heading: 'Votre enregistrement',
    choose: 'Choisir des enregistrements',
    chooseFolder: 'Choisir un dossier',
    orDrop:
      'ou faites glisser des fichiers ou des dossiers n’importe où sur la page, ou collez-les',
    formats: 'La plupart des fichiers audio et vidéo conviennent : m4a, mp3, wav, mp4…',
    dropNow: 'Déposez pour écouter',
  },

  temperature: {
    details: 'Détails',
    show: { F: 'Afficher en °F', C: 'Afficher en °C' },
    estimate: ({ low, high }, scale) => `Environ ${temperatureRange(low, high, scale)}.`,
  },

  examples: {
    heading: 'Pas de bouilloire ? Essayez un exemple',
    try: 'Essayer un exemple',
    recorded: (learned) =>
      `Ce sont de vrais enregistrements. ${learned === 1 ? 'Le modèle a appris sur l’un d’eux.' : `Le modèle a appris sur ${learned} d’entre eux.`}`,
    synthesised: 'Ceux-ci sont générés par ordinateur.',
    notSaved: 'Les exemples ne sont pas conservés avec vos résultats.',
    kindRecorded: 'enregistrement réel',
    kindSynthesised: 'généré par ordinateur',
    fileName: (fahrenheit) => `synthesised-pour-${fahrenheit}f.wav`,
    badge: 'Généré par ordinateur',
    badgeNote: 'Créé par cette page à partir de mesures sur de vrais enregistrements.',
    credit: (author) => `Enregistré par ${author}`,
    unavailable: 'Cet exemple n’a pas pu être chargé ; vérifiez votre connexion et réessayez.',
  },

  range: (hotMin, coldMax, scale) =>
    `Chaud veut dire ${temperature(hotMin, scale)} ou plus, froid ${temperature(coldMax, scale)} ou moins. Le modèle n’a pas été entraîné entre les deux.`,

  results: {
    heading: 'Résultats',
    remove: 'Retirer',
    removeNamed: (name) => `Retirer ${name}`,
    retry: 'Réessayer',
    retryNamed: (name) => `Réessayer ${name}`,
    download: 'Télécharger',
    downloadNamed: (name) => `Télécharger ${name}`,
    details: 'Détails techniques',
    player: (name) => `Lire ${name}`,
  },

  history: {
    save: 'Conserver les résultats sur cet appareil',
    saved: (count, used) =>
      `${count < 2 ? `${count} résultat conservé` : `${count} résultats conservés`} sur cet appareil uniquement${used === undefined ? '' : ` (${bytes(used)} utilisés)`}.`,
    deleteSaved: 'Supprimer les résultats conservés',
    confirmDeleteSaved: (count) =>
      `Supprimer ${count === 1 ? 'le résultat conservé' : `les ${count} résultats conservés`} ? C’est définitif.`,
    confirmDeleteAll: (count) =>
      `Supprimer les ${count} résultats et leurs enregistrements conservés ? C’est définitif.`,
    removed: (name) => `${name} a été retiré.`,
    label: 'Qu’est-ce que c’était vraiment ?',
    labelNamed: (name) => `Ce qu’était vraiment ${name}`,
    labels: { hot: 'Chaud', cold: 'Froid', 'not-pouring': 'Autre chose' },
    audioNotSaved: 'le son n’est plus conservé',
    otherModel: (version) => `analysé avec le modèle ${version}`,
    recheck: 'Réanalyser avec le modèle actuel',
    recheckNamed: (name) => `Réanalyser ${name} avec le modèle actuel`,
    /** One sentence each: what is wrong, then what that means. */
    problems: {
      absent:
        'Ce navigateur ne conserve rien ici (fenêtre privée ?) ; vos résultats disparaîtront quand vous fermerez ou rechargerez la page.',
      full: 'Il n’y a plus de place sur cet appareil pour d’autres résultats ; retirez-en ou exportez-les.',
      blocked:
        'Une version plus ancienne de cette page est ouverte dans un autre onglet ; fermez-le pour voir ici vos résultats conservés.',
      newer:
        'Vos résultats conservés viennent d’une version plus récente de cette page ; rechargez-la pour l’obtenir.',
      outdated:
        'Une version plus récente de cette page est ouverte dans un autre onglet ; rechargez celle-ci pour continuer à conserver vos résultats.',
      broken:
        'La sauvegarde vient d’échouer ; vos résultats restent ici jusqu’à la fermeture de la page.',
    },
    unreadable: (count) =>
      count < 2
        ? `${count} résultat conservé est abîmé et a été laissé de côté. Tous les autres sont là.`
        : `${count} résultats conservés sont abîmés et ont été laissés de côté. Tous les autres sont là.`,
  },

  cup,

  undo: {
    heading: 'Annuler',
    button: 'Annuler',
    restored: 'C’est rétabli.',
    announcement: (sentence, length) =>
      `${sentence} Vous avez ${length} secondes pour annuler, en bas de la page.`,
  },

  confirm: {
    cancel: 'Annuler',
  },

  batch: {
    progress: (done, all) => `${done} sur ${all}`,
    meter: 'Progression de tous les enregistrements',
    cancelAll: 'Tout annuler',
    retryFailed: 'Réessayer les échecs',
    deleteAll: 'Tout supprimer',
  },

  summary: {
    heading: 'Récapitulatif',
    count: (of, number) => `${number} ${summaryWords[of][number < 2 ? 0 : 1]}`,
    all: (number) => `Tous (${number})`,
    filter: 'Afficher',
    sortBy: 'Trier par',
    newestFirst: 'Plus récents',
    reverse: 'Inverser',
    table: 'Tableau des résultats',
    columns: {
      name: 'Enregistrement',
      verdict: 'Verdict',
      hot: 'Probabilité de chaud',
      pouring: 'Probabilité d’eau versée',
      seconds: 'Durée',
      label: 'En réalité',
    },
    failed: 'Échec',
    pending: 'En attente',
    unknown: '–',
    export: 'Exporter',
    exportTable: (count) => (count === 1 ? 'Exporter 1 résultat' : `Exporter les ${count}`),
    exportCsv: 'Toutes les colonnes (pour programmes)',
    exportJson: 'JSON (pour programmes)',
  },

  progress: {
    waiting: 'En attente…',
    decoding: 'Ouverture de l’enregistrement…',
    classifying: 'Analyse…',
    meter: (name) => `Progression de ${name}`,
  },

  verdicts: {
    hot: { word: 'Chaud', sentence: 'On dirait de l’eau chaude.' },
    cold: { word: 'Froid', sentence: 'On dirait de l’eau froide.' },
    unsure: {
      word: 'Incertain',
      sentence:
        'L’eau peut être chaude ou froide. Versez de l’eau froide dans la même tasse pour étalonner.',
    },
    'not-pouring': {
      word: 'Pas d’eau versée',
      sentence: 'Si vous avez bien versé, rapprochez le micro de la tasse et réessayez.',
    },
  },

  pours,

  probabilities: {
    hot: 'Probabilité de chaud',
    cold: 'Probabilité de froid',
    pouring: 'Probabilité d’eau versée',
    /** Before the percentage. */
    inSentence: { hot: 'chaud', cold: 'froid', pouring: 'eau versée' },
    sentence: ({ of, probability }) => `${home.probabilities[of]} : ${percent(probability)}.`,
  },

  spectrogram: {
    caption: 'Ce que le modèle a vu',
    loudness: 'Intensité, dB',
    description: (length, lowest, highest, strongest) =>
      `Spectrogramme de ${seconds(length)}, de ${lowest} en bas à ${highest} en haut ; le plus fort vers ${strongest}.`,
  },

  overTime: {
    notPouring: 'Pas d’eau versée',
    description: (pouringSeconds, length, least, most) =>
      pouringSeconds === 0
        ? `Pas d’eau versée pendant ces ${seconds(length)}.`
        : `Probabilité de chaud au fil du temps : de ${percent(least)} à ${percent(most)}, pendant les ${seconds(pouringSeconds)} sur ${seconds(length)} où l’on entend verser.`,
    seek: (name) => `Position dans ${name}`,
    position: (at, length) => `${seconds(at)} sur ${seconds(length)}`,
  },

  saliency: {
    caption: 'Ce qui a fait pencher la balance',
    show: 'Pourquoi ?',
    hide: 'Masquer l’explication',
    named: (label, name) => `${label} ${name}`,
    working: (fraction) => `Analyse de chaque partie : ${progress(fraction)}`,
    forHot: 'indique le chaud',
    forCold: 'indique le froid',
    /** `share` of the evidence points to `side`; `at` and `frequency` locate the strongest part. */
    description: (side, share, at, frequency) =>
      `Indices en faveur du ${verdictInSentence[side]} : ${percent(share)}, le plus fort à ${seconds(at)} vers ${frequency}.`,
    nothing: 'Aucune partie ne se détache.',
  },

  announcements: {
    verdict: (name, verdict, { of, probability }) =>
      verdict === 'unsure'
        ? `${name} : incertain, ${home.probabilities.inSentence[of]} à ${percent(probability)}.`
        : `${name} : ${verdictInSentence[verdict]}, sûr à ${percent(probability)}.`,
    notPouring: (name) => `${name} : pas d’eau versée.`,
    batch: (counts) => `Tout est fait : ${counts.join(', ')}.`,
    withName: (name, sentence) => `${name} : ${sentence}`,
  },

  /** One sentence each: what is wrong, then what to do. */
  failures: {
    'empty-file': 'Ce fichier est vide ; refaites l’enregistrement ou exportez-le de nouveau.',
    unreadable:
      'Ce fichier est illisible ; s’il a été déplacé ou modifié, choisissez-le de nouveau.',
    'empty-folder':
      'Il n’y a pas d’enregistrements dans ce dossier ; choisissez-en un autre, ou ouvrez-le et choisissez des fichiers.',
    'too-big': (size, limit) =>
      `Ce fichier fait ${bytes(size)} et la limite est de ${bytes(limit)} ; ne gardez que le passage où l’on verse.`,
    'too-long':
      'Cet enregistrement est trop long pour un navigateur ; ne gardez que le passage où l’on verse.',
    'bad-sample-rate': (rate) =>
      `Votre navigateur ne sait pas ouvrir cet enregistrement échantillonné à ${count(rate)} Hz ; exportez-le de nouveau à ${count(48_000)} Hz.`,
    undecodable:
      'Votre navigateur ne trouve pas de son lisible dans ce fichier ; exportez-le de nouveau en m4a, mp3 ou wav.',
    'no-samples': 'Il n’y a aucun son dans cet enregistrement (0 échantillon) ; refaites-le.',
    'no-sound-track':
      'Votre navigateur ne trouve pas de son lisible dans cette vidéo ; choisissez-en une qui a du son.',
    crashed:
      'Quelque chose a planté sur cet enregistrement et a redémarré ; réessayez, ou exportez-le de nouveau.',
    'not-loaded':
      'Une partie de cette page n’a pas pu être chargée ; vérifiez votre connexion, puis réessayez ou choisissez de nouveau l’enregistrement.',
    'audio-gone':
      'Le son de cet enregistrement n’est plus conservé sur cet appareil ; choisissez-le de nouveau.',
    cancelled: 'Cet enregistrement a été annulé ; réessayez pour l’analyser.',
  },

  /** What src/error.rs says in English. */
  refusals: {
    'no-samples': () => 'Il n’y a aucun son dans cet enregistrement (0 échantillon) ; refaites-le.',
    'bad-channels': () =>
      'Les canaux de cet enregistrement ne vont pas ensemble ; exportez-le de nouveau en mono ou en stéréo.',
    'bad-sample-rate': ({ rate = 0, min = 0, max = 0 }) =>
      `Cet enregistrement est échantillonné à ${count(rate)} Hz, alors qu’il faut de ${count(min)} à ${count(max)} Hz ; exportez-le de nouveau, par exemple à ${count(48_000)} Hz.`,
    'not-sound': ({ value = 0, seconds: at = 0 }) =>
      `Cet enregistrement contient des valeurs qui ne sont pas du son (${count(value)} à ${seconds(at)}) ; exportez-le de nouveau.`,
    silent: () =>
      'Cet enregistrement est muet ; vérifiez que le micro était allumé et que le son n’était pas coupé.',
    'too-short': ({ seconds: length = 0, min = 0 }) =>
      `Cet enregistrement ne dure que ${seconds(length, 2)} ; versez pendant au moins ${seconds(min)}.`,
    'too-long': ({ max_hours: hours = 0 }) =>
      `Cet enregistrement dure plus de ${count(hours)} ${hours < 2 ? 'heure' : 'heures'} ; ne gardez que le passage où l’on verse.`,
    'no-reference': () =>
      'Il n’y a pas d’enregistrement de référence ; commencez par enregistrer de l’eau froide ou chaude versée dans la tasse.',
    'foreign-reference': () =>
      'Cette référence a été faite avec un autre modèle ; enregistrez de nouveau l’eau.',
    model: () =>
      'Le modèle ne peut pas être chargé ; rechargez la page ou réinstallez le programme.',
  },

  /** What decoder/src/error.rs says in English. */
  decodeErrors: {
    'not-audio': ({ kind }) =>
      `Ce fichier est ${fileKinds[kind]}, pas un enregistrement ; choisissez un fichier audio ou vidéo.`,
    'unsupported-format': ({ format }) =>
      `Le format de ce fichier (${format}) n’est pas lisible ici ; exportez l’enregistrement en m4a, mp3, flac ou wav.`,
    'unsupported-codec': ({ codec }) =>
      `Le son de ce fichier (${codec}) n’est pas lisible ici ; exportez-le en m4a, mp3, flac ou wav.`,
    'unknown-codec': () =>
      'Le son de ce fichier est dans un format inconnu ; exportez-le en m4a, mp3, flac ou wav.',
    encrypted: () => 'Ce fichier est protégé contre la copie ; choisissez-en un qui ne l’est pas.',
    'cut-off': () =>
      'Ce fichier est tronqué et son contenu illisible ; copiez-le ou exportez-le de nouveau.',
    damaged: () =>
      'Ce fichier est endommagé et son contenu illisible ; copiez-le ou exportez-le de nouveau.',
    'too-many-channels': ({ channels, codec, max }) =>
      `Cet enregistrement a ${count(channels)} canaux en ${codec}, et l’on ne peut en lire ici que ${count(max)} ; exportez-le de nouveau en mono ou en stéréo.`,
    'format-changes': () =>
      'La fréquence d’échantillonnage ou les canaux de cet enregistrement changent en cours de route ; exportez-le de nouveau.',
  },

  language: {
    label: 'Langue',
    unavailable: 'Cette langue n’a pas pu être chargée. Vérifiez votre connexion et réessayez.',
  },

  footer: {
    licences: `Code sous licence MIT. Modèle entraîné sur des enregistrements de Chris Jeakle, [CC BY-SA 2.0](${CC_BY_SA}).`,
    versions: (app, model) => `Version ${app}, modèle ${model}`,
  },
};
