/**
 * The words of the first page, and of what is on every page.
 *
 * The same thing has the same name everywhere: enregistrement (recording), verse (pour; verser),
 * verdict, chaud, froid, incertain, pas de verse (not pouring), probabilité de chaud, probabilité de
 * froid, probabilité de verse, spectrogramme, tasse (cup), verse froide (cold pour), référence
 * froide (cold reference), modèle, conserver (keep), Écouter (Listen). A person is “vous”.
 *
 * Before ; : ! ? and inside « » stands a narrow no-break space (U+202F), before a unit a no-break space.
 */
import type { VerdictCounts } from '../../results/verdict-counts.ts';
import { bytes, count, list, percent, seconds, temperature } from '../format.ts';
import { CC_BY_SA } from '../links.ts';
import type { HomeMessages } from '../messages.ts';

/** Of one, and of several. */
const summaryWords: Record<keyof VerdictCounts, [one: string, several: string]> = {
  hot: ['chaud', 'chauds'],
  cold: ['froid', 'froids'],
  unsure: ['incertain', 'incertains'],
  'not-pouring': ['sans verse', 'sans verse'],
  failed: ['échec', 'échecs'],
};

const verdictInSentence = {
  hot: 'chaud',
  cold: 'froid',
  unsure: 'incertain',
  'not-pouring': 'pas de verse',
};

function coldPours(count: number): string {
  return count < 2 ? `${count} verse froide` : `${count} verses froides`;
}

export const home: HomeMessages = {
  page: {
    title: 'Hot or Cold',
    tagline: 'Entendez si l’eau est chaude ou froide.',
    privacy: 'Votre enregistrement reste sur cet appareil.',
    description:
      'Déposez un enregistrement d’eau que l’on verse et lisez si elle est chaude ou froide, d’après un calcul fait sur votre propre appareil.',
    noScript:
      'Hot or Cold écoute votre enregistrement dans cette page et a donc besoin de JavaScript : activez-le et rechargez la page.',
    noSimd:
      'Ce navigateur est trop ancien pour écouter : il lui manque WebAssembly SIMD. Mettez-le à jour, ou utilisez Chrome ou Edge 111, Firefox 115, Safari 16.4 ou une version plus récente.',
    noWebAudio:
      'Ce navigateur ne peut pas ouvrir d’enregistrements : il lui manque Web Audio. Mettez-le à jour, ou utilisez une version actuelle de Chrome, Edge, Firefox ou Safari.',
  },

  listen: {
    heading: 'Écouter une verse',
    /** On the button. */
    start: 'Écouter',
    cancel: 'Annuler',
    stop: 'Arrêter',
    /** In big type. */
    done: 'Terminé',
    notListening: 'N’écoute pas',
    starting: 'Démarrage…',
    listening: 'À l’écoute…',
    pouring: 'Ça coule…',
    instructions:
      'Placez le micro près de la tasse, appuyez sur « Écouter » et versez. L’écoute s’arrête toute seule.',
    allowMicrophone: 'Si le navigateur le demande, autorisez cette page à utiliser le micro.',
    pourNow: 'Versez maintenant.',
    keepPouring: 'Continuez à verser.',
    resultBelow: 'L’enregistrement est parmi les verdicts ci-dessous.',
    stoppedAtLimit: 'Arrêté après 5 minutes ; l’enregistrement est parmi les verdicts ci-dessous.',
    spectrogramPlaceholder: 'Le son s’affichera ici.',
    level: 'Niveau',
    description: (length) =>
      `Spectrogramme en direct sur ${seconds(length)} : le son le plus récent à droite, les sons graves en bas.`,
    processing: {
      echoCancellation: 'annulation de l’écho',
      noiseSuppression: 'réduction du bruit',
      autoGainControl: 'gain automatique',
    },
    processingStaysOn: (names) =>
      `Cet appareil laisse en marche : ${list(names)}. Prenez le verdict avec précaution.`,
    interrupted: 'Autre chose sur cet appareil utilise le micro ; l’écoute reprendra ensuite.',
    gap: (length) =>
      `Environ ${seconds(length)} n’ont pas été entendues : la page n’était pas visible, ou le micro était pris.`,
    afterGap: 'Continuez de verser, ou appuyez sur « Arrêter » : le reste est conservé.',
    liveResultsStopped:
      'Le verdict en direct s’est arrêté, l’enregistrement continue : versez, puis appuyez sur « Arrêter ».',
    hints: {
      'too-quiet': 'Trop faible : rapprochez le micro de la tasse, ou vérifiez qu’il est activé.',
      clipping: 'Trop fort : éloignez le micro de la tasse.',
      'no-water': 'Rien n’a encore ressemblé à une verse : approchez-vous de la tasse et versez.',
    },
    announcements: {
      listening: 'À l’écoute.',
      pouring: 'Ça coule.',
      verdict: (verdict, { of, probability }) =>
        `Pour l’instant, ${verdictInSentence[verdict]}, ${home.probabilities.inSentence[of]} ${percent(probability)}.`,
      stopped: 'Arrêté.',
    },
    /** One sentence each: what is wrong, then what to do. */
    failures: {
      denied:
        'Le micro n’est pas autorisé sur cette page ; autorisez-le dans la barre d’adresse ou dans les réglages du navigateur, puis appuyez de nouveau sur « Écouter ».',
      forbidden:
        'Le site qui fournit ou intègre cette page lui refuse le micro ; ouvrez la page à sa propre adresse, ou choisissez un enregistrement.',
      'no-microphone':
        'Cet appareil n’a pas de micro ; branchez-en un et appuyez de nouveau sur « Écouter », ou choisissez un enregistrement.',
      'in-use':
        'Le micro ne répond pas, peut-être parce qu’une autre application l’utilise ; fermez-la et appuyez de nouveau sur « Écouter ».',
      unplugged:
        'Le micro a été débranché ou éteint ; ce qu’il a entendu jusque-là n’est pas perdu, et vous pouvez appuyer de nouveau sur « Écouter ».',
      insecure:
        'Les navigateurs ne donnent le micro qu’aux pages dont l’adresse est en https ; ouvrez cette page à son adresse https, ou choisissez un enregistrement.',
      unsupported:
        'Ce navigateur ne peut pas écouter en direct ; mettez-le à jour, ou enregistrez la verse avec une autre application et choisissez l’enregistrement.',
      'not-started':
        'Le micro n’a pas pu démarrer ; rechargez la page et appuyez de nouveau sur « Écouter », ou choisissez un enregistrement.',
    },
  },

  input: {
    heading: 'Votre enregistrement',
    choose: 'Choisir des enregistrements',
    chooseFolder: 'Choisir un dossier',
    orDrop:
      'ou déposez-les, eux ou des dossiers entiers, n’importe où sur cette page, ou collez-les',
    formats:
      'Son ou vidéo, tout ce que ce navigateur peut lire : m4a, mp3, wav, flac, ogg, mp4, mov…',
    dropNow: 'Lâchez, et nous écoutons',
  },

  temperature: {
    show: { F: 'Voir en °F', C: 'Voir en °C' },
    estimate: ({ fahrenheit, low, high }, scale) =>
      `Environ ${temperature(fahrenheit, scale)}, très probablement entre ${temperature(low, scale)} et ${temperature(high, scale)}.`,
  },

  examples: {
    heading: 'Pas d’enregistrement sous la main ?',
    recorded: (learned) =>
      `Essayez l’une de ces quatre verses enregistrées. ${learned === 1 ? 'Le modèle a appris de l’une d’elles.' : `Le modèle a appris de ${learned} d’entre elles.`}`,
    synthesised:
      'Essayez l’un de ces quatre exemples. Ils sont de synthèse : non pas enregistrés, mais créés par cette page à partir de mesures faites sur de vrais enregistrements.',
    kindRecorded: 'verse enregistrée',
    kindSynthesised: 'verse de synthèse',
    fileName: (fahrenheit) => `synthesised-pour-${fahrenheit}f.wav`,
    badge: 'De synthèse',
    badgeNote: 'Pas enregistré, mais créé à partir de mesures faites sur de vrais enregistrements.',
    credit: (author) => `Enregistré par ${author}`,
    unavailable: 'Impossible de charger cet exemple ; vérifiez votre connexion et réessayez.',
  },

  range: (hotMin, coldMax, scale) =>
    `Chaud veut dire ${temperature(hotMin, scale)} ou plus, froid ${temperature(coldMax, scale)} ou moins. Entre les deux, le modèle n’a rien appris.`,

  results: {
    heading: 'Verdicts',
    remove: 'Supprimer',
    removeNamed: (name) => `Supprimer ${name}`,
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
      `${count < 2 ? `${count} résultat est conservé` : `${count} résultats sont conservés`} ici, et nulle part ailleurs${used === undefined ? '' : ` ; cette page occupe ${bytes(used)}`}.`,
    deleteSaved: 'Supprimer ce qui est conservé',
    confirmDeleteSaved: (count) =>
      `Supprimer ${count < 2 ? 'le résultat conservé' : `les ${count} résultats conservés`} sur cet appareil ? C’est définitif.`,
    confirmDeleteAll: (count) =>
      `Supprimer ${count < 2 ? 'le résultat' : `les ${count} résultats`}, avec tout ce qui en est conservé sur cet appareil ? C’est définitif.`,
    removed: (name) => `${name} est supprimé.`,
    label: 'C’était en réalité',
    labelNamed: (name) => `Ce qu’était en réalité ${name}`,
    labels: { hot: 'Chaud', cold: 'Froid', 'not-pouring': 'Pas de verse' },
    audioNotSaved: 'le son n’est plus conservé',
    otherModel: (version) => `jugé par le modèle ${version}`,
    recheck: 'Réécouter avec le modèle actuel',
    recheckNamed: (name) => `Réécouter ${name} avec le modèle actuel`,
    /** One sentence each: what is wrong, then what that means. */
    problems: {
      absent:
        'Ce navigateur ne conserve rien pour cette page, comme dans une fenêtre privée ; les résultats restent jusqu’à ce que vous la fermiez ou la rechargiez.',
      full: 'Il n’y a plus de place sur cet appareil pour conserver d’autres résultats ; supprimez-en quelques-uns, ou exportez-les.',
      blocked:
        'Un autre onglet, avec une version plus ancienne de cette page, retient les résultats conservés ; fermez-le pour les voir ici.',
      newer:
        'Les résultats conservés viennent d’une version de cette page plus récente que celle-ci, qui ne peut pas les lire ; rechargez la page pour obtenir cette version.',
      outdated:
        'Une version plus récente de cette page a été ouverte dans un autre onglet ; rechargez celle-ci pour conserver d’autres résultats.',
      broken:
        'Les résultats n’ont pas pu être conservés cette fois-ci ; ce qui est sur cette page y reste jusqu’à ce qu’elle soit fermée.',
    },
    unreadable: (count) =>
      `${count < 2 ? `${count} résultat conservé est endommagé et laissé` : `${count} résultats conservés sont endommagés et laissés`} de côté ; les autres sont tous là.`,
  },

  cup: {
    heading: 'Votre tasse',
    choiceLabel: 'Tasse de comparaison des verdicts',
    notCalibrated: 'Aucune tasse utilisée : les verdicts reposent sur le seul enregistrement.',
    inUse: (name, pours) =>
      `Tasse utilisée : les verdicts se comparent à « ${name} », ${coldPours(pours)}.`,
    empty: (name) =>
      `« ${name} » n’a pas encore de verse froide : les verdicts reposent sur le seul enregistrement.`,
    comparedWith: (name, pours) => `Comparé à votre tasse « ${name} », ${coldPours(pours)}`,
    manage: 'Tasses et verses froides',
    explanation:
      'Versez une ou plusieurs fois de l’eau froide dans votre propre tasse, et les verdicts s’y comparent : même tasse, même pièce, même micro.',
    caveat:
      'Mesuré sur nos propres enregistrements, un seul téléphone, le plus souvent dans un même logement, cela a rendu les verdicts un peu moins bons. C’est prévu pour des cuisines et des téléphones différents : essayez quand les verdicts sont incertains ou faux.',
    nameLabel: 'Nouvelle tasse',
    namePlaceholder: 'Tasse bleue',
    defaultName: 'Ma tasse',
    add: 'Ajouter',
    noPours: 'Pas encore de verse froide.',
    record: 'Enregistrer une verse froide',
    choose: 'Choisir un enregistrement',
    chooseNamed: (name) => `Choisir l’enregistrement d’une verse froide pour ${name}`,
    recording: (name) => `Verse froide pour votre tasse « ${name} » : versez de l’eau froide`,
    saved: 'La verse froide est dans votre tasse, ci-dessous.',
    pourAdded: (pour, name) => `${pour} est maintenant une verse froide pour ${name}.`,
    use: (name) =>
      name === undefined
        ? 'Utiliser comme référence froide'
        : `Utiliser comme référence froide pour « ${name} »`,
    useNamed: (name) => `Utiliser ${name} comme référence froide`,
    isReference: (name) => `Référence froide pour « ${name} »`,
    removePour: (pour, name) => `Supprimer ${pour} de « ${name} »`,
    pourRemoved: (name) => `${name} est supprimé de la tasse.`,
    removed: (name) => `La tasse « ${name} » est supprimée.`,
    notAPour: 'Cela ne ressemble pas à une verse ; on l’utilise quand même.',
    soundsHot:
      'On dirait de l’eau chaude ; on l’utilise quand même. Si elle n’était pas froide, retirez-la : les verdicts seraient faux.',
    otherModel:
      'Un autre modèle l’a entendue, le modèle actuel n’a pas pu ; elle n’est pas utilisée.',
    reclassify: (count, name) =>
      `Refaire ${count < 2 ? 'le verdict' : `les ${count} verdicts`} ci-dessous ${name === undefined ? 'sans tasse' : `avec « ${name} »`}`,
    notSaved:
      'Cette tasse n’a pas pu être conservée ; elle reste jusqu’à ce que la page soit fermée.',
  },

  undo: {
    heading: 'Annuler',
    button: 'Annuler',
    restored: 'C’est annulé.',
    announcement: (sentence, length) =>
      `${sentence} Pendant ${length} secondes, vous pouvez annuler cela à la fin de la page.`,
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
    heading: 'Bilan',
    count: (of, number) => `${number} ${summaryWords[of][number < 2 ? 0 : 1]}`,
    table: 'Tous les enregistrements, avec leurs verdicts',
    columns: {
      name: 'Enregistrement',
      verdict: 'Verdict',
      hot: 'Probabilité de chaud',
      pouring: 'Probabilité de verse',
      seconds: 'Durée',
      label: 'En réalité',
    },
    failed: 'Échec',
    pending: 'Pas encore',
    unknown: '–',
    exportCsv: 'Exporter en CSV',
    exportJson: 'Exporter en JSON',
  },

  progress: {
    waiting: 'En attente…',
    decoding: 'Ouverture de l’enregistrement…',
    classifying: 'À l’écoute…',
    meter: (name) => `Progression : ${name}`,
  },

  verdicts: {
    hot: { word: 'Chaud', sentence: 'Nous entendons de l’eau chaude.' },
    cold: { word: 'Froid', sentence: 'Nous entendons de l’eau froide.' },
    unsure: {
      word: 'Incertain',
      sentence: 'Nous entendons une verse, mais elle peut être chaude ou froide.',
    },
    'not-pouring': {
      word: 'Pas de verse',
      sentence: 'Cela ne ressemble pas à de l’eau que l’on verse.',
    },
  },

  probabilities: {
    hot: 'Probabilité de chaud',
    cold: 'Probabilité de froid',
    pouring: 'Probabilité de verse',
    inSentence: {
      hot: 'probabilité de chaud',
      cold: 'probabilité de froid',
      pouring: 'probabilité de verse',
    },
    sentence: ({ of, probability }) => `${home.probabilities[of]} : ${percent(probability)}.`,
  },

  spectrogram: {
    caption: 'Le spectrogramme que le modèle a vu',
    loudness: 'Niveau sonore, dB',
    description: (length, lowest, highest, strongest) =>
      `Spectrogramme sur ${seconds(length)}, de ${lowest} en bas à ${highest} en haut ; le plus fort vers ${strongest}.`,
  },

  overTime: {
    hot: 'chaud',
    cold: 'froid',
    notPouring: 'Pas de verse',
    description: (heard, length, least, most) =>
      heard === 0
        ? `Aucune verse ne s’entend dans ces ${seconds(length)}.`
        : `Probabilité de chaud au fil du temps : de ${percent(least)} à ${percent(most)}, dans ${seconds(heard)} sur ${seconds(length)} qui ressemblent à une verse.`,
    seek: (name) => `Position dans ${name}`,
    position: (at, length) => `${seconds(at)} sur ${seconds(length)}`,
  },

  saliency: {
    show: 'Ce qui a tranché',
    hide: 'Masquer ce qui a tranché',
    named: (label, name) => `${label} : ${name}`,
    working: (fraction) =>
      `Nouvelle écoute, chaque fois sans une partie : ${Math.round(fraction * 100)} %`,
    forHot: 'plaide pour le chaud',
    forCold: 'plaide pour le froid',
    /** `share` of what decided speaks for `side`; the strongest part is where it says. */
    description: (side, share, at, frequency) =>
      `En faveur du ${verdictInSentence[side]} : ${percent(share)} de ce qui a tranché, surtout à ${seconds(at)} du début de l’enregistrement, vers ${frequency}.`,
    nothing: 'Aucune partie n’a tranché à elle seule.',
  },

  announcements: {
    verdict: (name, verdict, { of, probability }) =>
      `${name} : ${verdictInSentence[verdict]}, ${home.probabilities.inSentence[of]} ${percent(probability)}.`,
    notPouring: (name) => `${name} : ${verdictInSentence['not-pouring']}.`,
    batch: (counts) => `Tout est fait : ${counts.join(', ')}.`,
    failure: (name, sentence) => `${name} : ${sentence}`,
  },

  /** One sentence each: what is wrong, then what to do. */
  failures: {
    'empty-file': 'Ce fichier est vide ; enregistrez-le ou exportez-le de nouveau.',
    unreadable:
      'Ce fichier ne peut pas être lu ; s’il a été déplacé ou modifié, choisissez-le de nouveau.',
    'empty-folder':
      'Ce dossier ne contient aucun enregistrement ; choisissez-en un autre, ou ouvrez-le et choisissez des fichiers.',
    'too-big': (size, limit) =>
      `Ce fichier fait ${bytes(size)} et on peut en ouvrir ${bytes(limit)} au plus ; n’en gardez que la partie avec la verse.`,
    'too-long':
      'Cet enregistrement est trop long pour être ouvert dans un navigateur ; n’en gardez que la partie avec la verse.',
    'bad-sample-rate': (rate) =>
      `Cet enregistrement annonce ${count(rate)} échantillons par seconde, ce que ce navigateur ne peut pas ouvrir ; exportez-le de nouveau à ${count(48_000)}.`,
    undecodable:
      'Ce navigateur ne trouve dans ce fichier aucun son qu’il puisse décoder ; exportez-le de nouveau en m4a, mp3 ou wav.',
    'no-samples':
      'Cet enregistrement ne contient aucun son (0 échantillon) ; refaites l’enregistrement.',
    'no-sound-track':
      'Cette vidéo n’a aucun son que ce navigateur puisse décoder ; choisissez-en une dont le son est activé.',
    crashed:
      'La partie de cette page qui écoute s’est arrêtée à cet enregistrement et a été relancée ; réessayez, ou exportez de nouveau l’enregistrement.',
    'not-loaded':
      'La partie de cette page qui écoute n’a pas pu être chargée ; vérifiez votre connexion, puis réessayez ou choisissez de nouveau l’enregistrement.',
    'audio-gone':
      'Le son de cet enregistrement n’est plus conservé sur cet appareil ; choisissez de nouveau l’enregistrement.',
    cancelled:
      'Cet enregistrement a été annulé avant d’avoir un verdict ; réessayez pour l’écouter quand même.',
  },

  /** What src/error.rs says in English. */
  refusals: {
    'no-samples': () =>
      'Cet enregistrement ne contient aucun son (0 échantillon) ; refaites l’enregistrement.',
    'bad-channels': () =>
      'Les canaux de cet enregistrement ne vont pas ensemble ; exportez-le de nouveau en mono ou en stéréo.',
    'bad-sample-rate': ({ rate = 0, min = 0, max = 0 }) =>
      `Cet enregistrement annonce ${count(rate)} échantillons par seconde, alors qu’il en faut entre ${count(min)} et ${count(max)} ; exportez-le de nouveau, par exemple à ${count(48_000)}.`,
    'not-sound': ({ value = 0, seconds: at = 0 }) =>
      `Cet enregistrement contient des valeurs qui ne sont pas du son (un échantillon de ${count(value)} à ${seconds(at)}) ; exportez-le de nouveau.`,
    silent: () =>
      'Cet enregistrement est silencieux ; vérifiez que le micro était activé et non coupé.',
    'too-short': ({ seconds: length = 0, min = 0 }) =>
      `Cet enregistrement dure ${seconds(length, 2)} ; la verse doit durer au moins ${seconds(min)}.`,
    'too-long': ({ max_hours: hours = 0 }) =>
      `Cet enregistrement dure plus de ${count(hours)} ${hours < 2 ? 'heure' : 'heures'} ; n’en gardez que la partie avec la verse.`,
    'no-reference': () =>
      'Il n’y a pas d’enregistrement de référence ; enregistrez d’abord de l’eau froide versée dans la tasse.',
    'foreign-reference': () =>
      'Cette référence ne vient pas du modèle qui juge maintenant ; enregistrez de nouveau la verse froide.',
    model: () =>
      'Le modèle ne peut pas être utilisé ; rechargez la page, ou réinstallez le programme.',
  },

  language: {
    label: 'Langue',
    unavailable:
      'Impossible de charger cette langue pour l’instant ; vérifiez votre connexion et réessayez.',
  },

  footer: {
    licences: `Code sous licence MIT. Modèle entraîné sur des enregistrements de Chris Jeakle, [CC BY-SA 2.0](${CC_BY_SA}).`,
    versions: (app, model) => `Version ${app}, modèle ${model}`,
  },
};
