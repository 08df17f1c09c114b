/**
 * Messages of the start page, and those that every page shows.
 *
 * One word for one thing: Aufnahme (recording), einschenken (pour), Ergebnis (result), Urteil
 * (verdict), Wahrscheinlichkeit (chance), Tasse (cup), Aufnahme mit kaltem Wasser (cold pour),
 * speichern (save), prüfen (check), Zuhören (Listen). A person is „du“.
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

const summaryWords: Record<keyof VerdictCounts, string> = {
  hot: 'heiß',
  cold: 'kalt',
  unsure: 'unsicher',
  'not-pouring': 'ohne Einschenken',
  failed: 'Fehler',
};

const verdictInSentence = { hot: 'heiß', cold: 'kalt', unsure: 'unsicher' };

const fileKinds: Record<FileKind, string> = {
  picture: 'ein Bild',
  document: 'ein Dokument',
  archive: 'ein Archiv',
  program: 'ein Programm',
};

export const home: HomeMessages = {
  page: {
    title: 'Hot or Cold',
    tagline: 'Heiß oder kalt? Schenk Wasser ein, und dein Handy hört den Unterschied.',
    privacy: 'Deine Aufnahmen verlassen dein Gerät nie.',
    description:
      'Finde am Geräusch beim Einschenken heraus, ob Wasser heiß oder kalt ist. Läuft komplett auf deinem Gerät.',
    noScript:
      'Hot or Cold läuft in dieser Seite und braucht JavaScript. Schalte es ein und lade die Seite neu.',
    noSimd:
      'Dieser Browser ist zu alt: Ihm fehlt WebAssembly SIMD. Aktualisiere ihn oder nimm Chrome oder Edge 111, Firefox 115, Safari 16.4 oder neuer.',
    noWebAudio:
      'Dieser Browser kann keine Aufnahmen öffnen: Ihm fehlt Web Audio. Aktualisiere ihn oder nimm ein aktuelles Chrome, Edge, Firefox oder Safari.',
  },

  listen: {
    heading: 'Beim Einschenken zuhören',
    /** On the button. */
    start: 'Zuhören',
    again: 'Noch einmal',
    cancel: 'Abbrechen',
    stop: 'Stopp',
    /** In big type. */
    done: 'Fertig',
    notListening: 'Gestoppt',
    starting: 'Startet …',
    listening: 'Hört zu …',
    pouring: 'Es läuft …',
    stillListening: 'Hört noch zu …',
    instructions: 'Tipp auf „Zuhören“ und schenk in etwa 50 cm Abstand ein.',
    allowMicrophone: 'Falls der Browser fragt, erlaube das Mikrofon.',
    pourNow: 'Jetzt einschenken.',
    keepPouring: 'Schenk weiter ein.',
    details: 'Details',
    stoppedAtLimit: 'Nach 5 Minuten gestoppt.',
    /** After a recording whose result differs from the first live verdict. */
    changed: {
      hotToUnsure:
        'Erst klang es heiß, dann konnte es beides sein. Schenk noch mal ein, um sicherzugehen.',
      coldToUnsure:
        'Erst klang es kalt, dann konnte es beides sein. Schenk noch mal ein, um sicherzugehen.',
      hotToCold: 'Erst klang es heiß, insgesamt klingt es kalt.',
      coldToHot: 'Erst klang es kalt, insgesamt klingt es heiß.',
    },
    description: (length) =>
      `Live-Spektrogramm der letzten ${seconds(length)}: das Neueste rechts, tiefe Töne unten.`,
    processing: {
      echoCancellation: 'die Echounterdrückung',
      noiseSuppression: 'die Rauschunterdrückung',
      autoGainControl: 'die automatische Verstärkung',
    },
    processingStaysOn: (names) =>
      `Auf deinem Gerät ${names.length === 1 ? 'lässt' : 'lassen'} sich ${list(names)} nicht abschalten. Das Ergebnis ist dadurch weniger zuverlässig.`,
    interrupted: 'Eine andere App benutzt das Mikrofon. Sobald es frei ist, geht es weiter.',
    gap: (length) =>
      `Etwa ${seconds(length)} fehlen: Die Seite war im Hintergrund, oder eine andere App hatte das Mikrofon.`,
    afterGap: 'Schenk weiter ein oder drück auf „Stopp“. Der Rest ist gespeichert.',
    liveResultsStopped:
      'Die Live-Anzeige ist ausgefallen, aber die Aufnahme läuft. Schenk fertig ein und drück dann auf „Stopp“.',
    hints: {
      'too-quiet':
        'Zu leise: Geh mit dem Mikrofon näher an die Tasse oder prüfe, ob es eingeschaltet ist.',
      clipping: 'Zu laut: Geh mit dem Mikrofon weiter weg von der Tasse.',
      'no-water': 'Ich höre noch kein Wasser: Geh näher an die Tasse und schenk ein.',
    },
    announcements: {
      listening: 'Hört zu.',
      pouring: 'Wasser läuft.',
      verdict: (verdict, probability) =>
        `Bisher ${verdictInSentence[verdict]}, zu ${percent(probability)} sicher.`,
      stopped: 'Gestoppt.',
    },
    /** One sentence each: what is wrong, then what to do. */
    failures: {
      denied:
        'Das Mikrofon ist blockiert; erlaube es in der Adressleiste oder in den Browser-Einstellungen und drück dann noch mal auf „Zuhören“.',
      forbidden:
        'Diese Seite darf das Mikrofon hier nicht benutzen; öffne sie in einem eigenen Tab oder wähle eine Aufnahme.',
      'no-microphone':
        'Dieses Gerät hat kein Mikrofon; schließ eines an und drück noch mal auf „Zuhören“, oder wähle eine Aufnahme.',
      'in-use':
        'Das Mikrofon reagiert nicht (vielleicht benutzt es eine andere App); schließ diese App und drück noch mal auf „Zuhören“.',
      unplugged:
        'Das Mikrofon wurde abgezogen oder ausgeschaltet; die Aufnahme bis dahin ist gespeichert, und du kannst noch mal auf „Zuhören“ drücken.',
      insecure:
        'Browser erlauben das Mikrofon nur über HTTPS; öffne diese Seite unter ihrer https-Adresse oder wähle eine Aufnahme.',
      unsupported:
        'Dieser Browser kann nicht live zuhören; aktualisiere ihn, oder nimm mit einer anderen App auf und wähle dann die Aufnahme.',
      'not-started':
        'Das Mikrofon ließ sich nicht starten; lade die Seite neu und drück noch mal auf „Zuhören“, oder wähle eine Aufnahme.',
    },
  },

  input: {
    heading: 'Deine Aufnahme',
    choose: 'Aufnahmen wählen',
    chooseFolder: 'Ordner wählen',
    orDrop: 'oder zieh Dateien oder Ordner irgendwo auf die Seite, oder füg sie ein',
    formats: 'Die meisten Ton- und Videodateien gehen: m4a, mp3, wav, mp4 …',
    dropNow: 'Zum Anhören loslassen',
  },

  temperature: {
    details: 'Details',
    show: { F: '°F zeigen', C: '°C zeigen' },
    estimate: ({ low, high }, scale) => `Ungefähr ${temperatureRange(low, high, scale)}.`,
  },

  examples: {
    heading: 'Kein Wasserkocher da? Nimm ein Beispiel',
    try: 'Beispiel ausprobieren',
    recorded: (learned) =>
      `Das sind echte Aufnahmen. ${learned === 1 ? 'Aus einer davon hat das Modell gelernt.' : `Aus ${learned} davon hat das Modell gelernt.`}`,
    synthesised: 'Diese hier sind am Computer erzeugt.',
    notSaved: 'Beispiele werden nicht mit deinen Ergebnissen gespeichert.',
    kindRecorded: 'echte Aufnahme',
    kindSynthesised: 'computererzeugt',
    fileName: (fahrenheit) => `synthesised-pour-${fahrenheit}f.wav`,
    badge: 'Computererzeugt',
    badgeNote: 'Von dieser Seite aus Messungen an echten Aufnahmen erzeugt.',
    credit: (author) => `Aufgenommen von ${author}`,
    unavailable:
      'Dieses Beispiel ließ sich nicht laden; prüfe deine Verbindung und versuch es noch mal.',
  },

  range: (hotMin, coldMax, scale) =>
    `Heiß bedeutet ${temperature(hotMin, scale)} oder mehr, kalt ${temperature(coldMax, scale)} oder weniger. Für alles dazwischen wurde das Modell nicht trainiert.`,

  results: {
    heading: 'Ergebnisse',
    remove: 'Entfernen',
    removeNamed: (name) => `${name} entfernen`,
    retry: 'Noch mal',
    retryNamed: (name) => `${name} noch mal versuchen`,
    download: 'Herunterladen',
    downloadNamed: (name) => `${name} herunterladen`,
    details: 'Technische Details',
    player: (name) => `${name} abspielen`,
  },

  history: {
    save: 'Ergebnisse auf diesem Gerät speichern',
    saved: (count, used) =>
      `${count === 1 ? '1 Ergebnis' : `${count} Ergebnisse`} nur auf diesem Gerät gespeichert${used === undefined ? '' : ` (${bytes(used)} belegt)`}.`,
    deleteSaved: 'Gespeicherte löschen',
    confirmDeleteSaved: (count) =>
      `${count === 1 ? 'Das gespeicherte Ergebnis' : `Alle ${count} gespeicherten Ergebnisse`} löschen? Das lässt sich nicht rückgängig machen.`,
    confirmDeleteAll: (count) =>
      `Alle ${count} Ergebnisse und ihre gespeicherten Aufnahmen löschen? Das lässt sich nicht rückgängig machen.`,
    removed: (name) => `${name} entfernt.`,
    label: 'Was war es wirklich?',
    labelNamed: (name) => `Was ${name} wirklich war`,
    labels: { hot: 'Heiß', cold: 'Kalt', 'not-pouring': 'Etwas anderes' },
    audioNotSaved: 'Ton nicht mehr gespeichert',
    otherModel: (version) => `mit Modell ${version} geprüft`,
    recheck: 'Mit dem aktuellen Modell neu prüfen',
    recheckNamed: (name) => `${name} mit dem aktuellen Modell neu prüfen`,
    /** One sentence each: what is wrong, then what that means. */
    problems: {
      absent:
        'Dieser Browser speichert hier nichts (privates Fenster?); deine Ergebnisse sind weg, sobald du die Seite schließt oder neu lädst.',
      full: 'Auf diesem Gerät ist kein Platz für weitere Ergebnisse; entferne welche oder exportiere sie.',
      blocked:
        'In einem anderen Tab ist eine ältere Version dieser Seite offen; schließ ihn, um deine gespeicherten Ergebnisse hier zu sehen.',
      newer:
        'Deine gespeicherten Ergebnisse stammen von einer neueren Version dieser Seite; lade neu, um sie zu bekommen.',
      outdated:
        'In einem anderen Tab ist eine neuere Version dieser Seite offen; lade diese hier neu, damit weiter gespeichert wird.',
      broken:
        'Das Speichern hat gerade nicht geklappt; deine Ergebnisse bleiben hier, bis du die Seite schließt.',
    },
    unreadable: (count) =>
      count === 1
        ? '1 gespeichertes Ergebnis ist beschädigt und fehlt hier. Alle anderen sind da.'
        : `${count} gespeicherte Ergebnisse sind beschädigt und fehlen hier. Alle anderen sind da.`,
  },

  cup,

  undo: {
    heading: 'Rückgängig',
    button: 'Rückgängig',
    restored: 'Wiederhergestellt.',
    announcement: (sentence, length) =>
      `${sentence} Du kannst es ${length} Sekunden lang am Ende der Seite rückgängig machen.`,
  },

  confirm: {
    cancel: 'Abbrechen',
  },

  batch: {
    progress: (done, all) => `${done} von ${all}`,
    meter: 'Fortschritt aller Aufnahmen',
    cancelAll: 'Alle abbrechen',
    retryFailed: 'Fehler noch mal versuchen',
    deleteAll: 'Alle löschen',
  },

  summary: {
    heading: 'Übersicht',
    count: (of, number) => `${number} ${summaryWords[of]}`,
    all: (number) => `Alle ${number}`,
    filter: 'Anzeigen',
    sortBy: 'Sortierung',
    newestFirst: 'Neueste zuerst',
    reverse: 'Umkehren',
    table: 'Tabelle der Ergebnisse',
    columns: {
      name: 'Aufnahme',
      verdict: 'Urteil',
      hot: 'Wahrscheinlich heiß',
      pouring: 'Wahrscheinlich eingeschenkt',
      seconds: 'Dauer',
      label: 'In Wirklichkeit',
    },
    failed: 'Fehler',
    pending: 'Offen',
    unknown: '–',
    export: 'Exportieren',
    exportTable: (count) => (count === 1 ? '1 Ergebnis exportieren' : `Alle ${count} exportieren`),
    exportCsv: 'Alle Spalten (für Programme)',
    exportJson: 'JSON (für Programme)',
  },

  progress: {
    waiting: 'Wartet …',
    decoding: 'Öffnet die Aufnahme …',
    classifying: 'Wird geprüft …',
    meter: (name) => `Fortschritt von ${name}`,
  },

  verdicts: {
    hot: { word: 'Heiß', sentence: 'Klingt nach heißem Wasser.' },
    cold: { word: 'Kalt', sentence: 'Klingt nach kaltem Wasser.' },
    unsure: {
      word: 'Unsicher',
      sentence:
        'Es könnte beides sein. Schenk kaltes Wasser in dieselbe Tasse und kalibrier damit.',
    },
    'not-pouring': {
      word: 'Kein Wasser gehört',
      sentence:
        'Falls du doch eingeschenkt hast, geh mit dem Mikrofon näher an die Tasse und versuch es noch mal.',
    },
  },

  pours,

  probabilities: {
    hot: 'Wahrscheinlich heiß',
    cold: 'Wahrscheinlich kalt',
    pouring: 'Wahrscheinlich eingeschenkt',
    /** After the percentage. */
    inSentence: { hot: 'heiß', cold: 'kalt', pouring: 'wurde eingeschenkt' },
    sentence: ({ of, probability }) =>
      `Zu ${percent(probability)} ${home.probabilities.inSentence[of]}.`,
  },

  spectrogram: {
    caption: 'Was das Modell gesehen hat',
    loudness: 'Lautstärke, dB',
    description: (length, lowest, highest, strongest) =>
      `Spektrogramm über ${seconds(length)}, von ${lowest} unten bis ${highest} oben; am stärksten um ${strongest}.`,
  },

  overTime: {
    notPouring: 'Kein Wasser gehört',
    description: (pouringSeconds, length, least, most) =>
      pouringSeconds === 0
        ? `In diesen ${seconds(length)} wird kein Wasser eingeschenkt.`
        : `Wahrscheinlichkeit für heiß im Verlauf: ${percent(least)} bis ${percent(most)}, in den ${seconds(pouringSeconds)} von ${seconds(length)}, die nach Einschenken klingen.`,
    seek: (name) => `Stelle in ${name}`,
    position: (at, length) => `${seconds(at)} von ${seconds(length)}`,
  },

  saliency: {
    caption: 'Was den Ausschlag gab',
    show: 'Warum?',
    hide: 'Begründung ausblenden',
    named: (label, name) => `${label} ${name}`,
    working: (fraction) => `Prüft jeden Teil einzeln: ${progress(fraction)}`,
    forHot: 'spricht für heiß',
    forCold: 'spricht für kalt',
    /** `share` of the evidence points to `side`; `at` and `frequency` locate the strongest part. */
    description: (side, share, at, frequency) =>
      `Zu ${percent(share)} sprechen die Hinweise für ${verdictInSentence[side]}, am stärksten bei ${seconds(at)} um ${frequency}.`,
    nothing: 'Kein einzelner Teil sticht heraus.',
  },

  announcements: {
    verdict: (name, verdict, { of, probability }) =>
      verdict === 'unsure'
        ? `${name}: unsicher, zu ${percent(probability)} ${home.probabilities.inSentence[of]}.`
        : `${name}: ${verdictInSentence[verdict]}, zu ${percent(probability)} sicher.`,
    notPouring: (name) => `${name}: kein Wasser gehört.`,
    batch: (counts) => `Alles fertig: ${counts.join(', ')}.`,
    withName: (name, sentence) => `${name}: ${sentence}`,
  },

  /** One sentence each: what is wrong, then what to do. */
  failures: {
    'empty-file': 'Diese Datei ist leer; nimm neu auf oder exportiere sie noch mal.',
    unreadable:
      'Diese Datei lässt sich nicht lesen; wenn du sie verschoben oder geändert hast, wähle sie neu.',
    'empty-folder':
      'In diesem Ordner sind keine Aufnahmen; wähle einen anderen, oder öffne ihn und wähle Dateien aus.',
    'too-big': (size, limit) =>
      `Diese Datei hat ${bytes(size)}, erlaubt sind ${bytes(limit)}; schneide die Stelle mit dem Einschenken heraus.`,
    'too-long':
      'Diese Aufnahme ist zu lang für einen Browser; schneide die Stelle mit dem Einschenken heraus.',
    'bad-sample-rate': (rate) =>
      `Die Abtastrate dieser Aufnahme (${count(rate)} Hz) kann dein Browser nicht öffnen; exportiere sie neu mit ${count(48_000)} Hz.`,
    undecodable:
      'Dein Browser findet in dieser Datei keinen lesbaren Ton; exportiere sie neu als m4a, mp3 oder wav.',
    'no-samples': 'In dieser Aufnahme ist kein Ton (0 Abtastwerte); nimm sie neu auf.',
    'no-sound-track':
      'Dein Browser findet in diesem Video keinen lesbaren Ton; wähle eines mit Ton.',
    crashed:
      'Bei dieser Aufnahme ist etwas abgestürzt und neu gestartet worden; versuch es noch mal oder exportiere die Aufnahme neu.',
    'not-loaded':
      'Ein Teil dieser Seite ließ sich nicht laden; prüfe deine Verbindung und versuch es dann noch mal, oder wähle die Aufnahme neu.',
    'audio-gone':
      'Der Ton dieser Aufnahme ist nicht mehr auf diesem Gerät gespeichert; wähle die Aufnahme neu.',
    cancelled: 'Diese Aufnahme wurde abgebrochen; versuch es noch mal, um sie zu prüfen.',
  },

  /** What src/error.rs says in English. */
  refusals: {
    'no-samples': () => 'In dieser Aufnahme ist kein Ton (0 Abtastwerte); nimm sie neu auf.',
    'bad-channels': () =>
      'Die Kanäle dieser Aufnahme passen nicht zusammen; exportiere sie neu in Mono oder Stereo.',
    'bad-sample-rate': ({ rate = 0, min = 0, max = 0 }) =>
      `Die Abtastrate dieser Aufnahme ist ${count(rate)} Hz, möglich sind ${count(min)} bis ${count(max)} Hz; exportiere sie neu, am besten mit ${count(48_000)} Hz.`,
    'not-sound': ({ value = 0, seconds: at = 0 }) =>
      `Diese Aufnahme enthält ungültige Werte (${count(value)} bei ${seconds(at)}); exportiere sie neu.`,
    silent: () =>
      'Diese Aufnahme ist stumm; prüfe, ob das Mikrofon an und nicht stummgeschaltet war.',
    'too-short': ({ seconds: length = 0, min = 0 }) =>
      `Diese Aufnahme dauert nur ${seconds(length, 2)}; schenk mindestens ${seconds(min)} lang ein.`,
    'too-long': ({ max_hours: hours = 0 }) =>
      `Diese Aufnahme ist länger als ${hours === 1 ? '1 Stunde' : `${count(hours)} Stunden`}; schneide die Stelle mit dem Einschenken heraus.`,
    'no-reference': () =>
      'Es gibt keine Vergleichsaufnahme; nimm zuerst auf, wie kaltes oder heißes Wasser in die Tasse geschenkt wird.',
    'foreign-reference': () =>
      'Diese Vergleichsaufnahme stammt von einem anderen Modell; nimm das Einschenken neu auf.',
    model: () =>
      'Das Modell lässt sich nicht laden; lade die Seite neu oder installiere das Programm noch mal.',
  },

  /** What decoder/src/error.rs says in English. */
  decodeErrors: {
    'not-audio': ({ kind }) =>
      `Diese Datei ist ${fileKinds[kind]} und keine Aufnahme; wähle eine Ton- oder Videodatei.`,
    'unsupported-format': ({ format }) =>
      `Das Format dieser Datei (${format}) lässt sich hier nicht lesen; exportiere die Aufnahme als m4a, mp3, flac oder wav.`,
    'unsupported-codec': ({ codec }) =>
      `Der Ton in dieser Datei (${codec}) lässt sich hier nicht lesen; exportiere sie als m4a, mp3, flac oder wav.`,
    'unknown-codec': () =>
      'Der Ton in dieser Datei hat ein unbekanntes Format; exportiere sie als m4a, mp3, flac oder wav.',
    encrypted: () => 'Diese Datei ist kopiergeschützt; wähle eine ohne Kopierschutz.',
    'cut-off': () =>
      'Diese Datei ist abgeschnitten und ihr Ton nicht lesbar; kopiere oder exportiere sie noch mal.',
    damaged: () =>
      'Diese Datei ist beschädigt und ihr Ton nicht lesbar; kopiere oder exportiere sie noch mal.',
    'too-many-channels': ({ channels, codec, max }) =>
      `Diese Aufnahme hat ${count(channels)} Kanäle in ${codec}, und hier lassen sich höchstens ${count(max)} lesen; exportiere sie neu in Mono oder Stereo.`,
    'format-changes': () =>
      'Abtastrate oder Kanäle dieser Aufnahme wechseln mittendrin; exportiere sie neu.',
  },

  language: {
    label: 'Sprache',
    unavailable:
      'Diese Sprache ließ sich nicht laden. Prüfe deine Verbindung und versuch es noch mal.',
  },

  footer: {
    licences: `Code unter der MIT-Lizenz. Modell trainiert mit Aufnahmen von Chris Jeakle, [CC BY-SA 2.0](${CC_BY_SA}).`,
    versions: (app, model) => `Version ${app}, Modell ${model}`,
  },
};
