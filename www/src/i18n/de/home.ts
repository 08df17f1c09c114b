/**
 * The words of the first page, and of what is on every page.
 *
 * The same thing has the same name everywhere: Aufnahme (recording), Guss (pour; eingießen),
 * Urteil (verdict), heiß, kalt, unsicher, kein Guss (not pouring), Chance auf heiß, Chance auf kalt,
 * Chance auf Guss, Spektrogramm, Tasse (cup), kalter Guss (cold pour), Kaltreferenz (cold
 * reference), Modell, speichern (keep), Zuhören (Listen). A person is „du“.
 */
import type { VerdictCounts } from '../../results/verdict-counts.ts';
import { bytes, count, list, percent, seconds, temperature } from '../format.ts';
import { CC_BY_SA } from '../links.ts';
import type { HomeMessages } from '../messages.ts';

const summaryWords: Record<keyof VerdictCounts, string> = {
  hot: 'heiß',
  cold: 'kalt',
  unsure: 'unsicher',
  'not-pouring': 'ohne Guss',
  failed: 'Fehler',
};

const verdictInSentence = {
  hot: 'heiß',
  cold: 'kalt',
  unsure: 'unsicher',
  'not-pouring': 'kein Guss',
};

function coldPours(count: number): string {
  return count === 1 ? '1 kalter Guss' : `${count} kalte Güsse`;
}

export const home: HomeMessages = {
  page: {
    title: 'Hot or Cold',
    tagline: 'Hör, ob Wasser heiß oder kalt ist.',
    privacy: 'Deine Aufnahme bleibt auf diesem Gerät.',
    description:
      'Leg eine Aufnahme ab, in der Wasser eingegossen wird, und lies, ob das Wasser heiß oder kalt ist, berechnet auf deinem eigenen Gerät.',
    noScript:
      'Hot or Cold hört deine Aufnahme in dieser Seite an und braucht dafür JavaScript: Schalte es ein und lade die Seite neu.',
    noSimd:
      'Dieser Browser ist zu alt zum Zuhören: Ihm fehlt WebAssembly SIMD. Aktualisiere ihn oder nimm Chrome oder Edge 111, Firefox 115, Safari 16.4 oder etwas Neueres.',
    noWebAudio:
      'Dieser Browser kann keine Aufnahmen öffnen: Ihm fehlt Web Audio. Aktualisiere ihn oder nimm ein aktuelles Chrome, Edge, Firefox oder Safari.',
  },

  listen: {
    heading: 'Einem Guss zuhören',
    /** On the button. */
    start: 'Zuhören',
    cancel: 'Abbrechen',
    stop: 'Stopp',
    /** In big type. */
    done: 'Fertig',
    notListening: 'Hört nicht zu',
    starting: 'Startet …',
    listening: 'Hört zu …',
    pouring: 'Guss läuft …',
    instructions:
      'Stell das Mikrofon nah an die Tasse, drück auf „Zuhören“ und gieß ein. Es stoppt von selbst.',
    allowMicrophone: 'Falls der Browser fragt, erlaube dieser Seite das Mikrofon.',
    pourNow: 'Jetzt eingießen.',
    keepPouring: 'Gieß weiter.',
    resultBelow: 'Die Aufnahme steht unten bei den Urteilen.',
    stoppedAtLimit: 'Nach 5 Minuten gestoppt; die Aufnahme steht unten bei den Urteilen.',
    spectrogramPlaceholder: 'Hier erscheint der Ton.',
    level: 'Pegel',
    description: (length) =>
      `Laufendes Spektrogramm der letzten ${seconds(length)}: der neueste Ton rechts, tiefe Töne unten.`,
    processing: {
      echoCancellation: 'Echounterdrückung',
      noiseSuppression: 'Rauschunterdrückung',
      autoGainControl: 'automatische Verstärkung',
    },
    processingStaysOn: (names) =>
      `Dieses Gerät lässt ${list(names)} eingeschaltet: Sei mit dem Urteil vorsichtig.`,
    interrupted: 'Etwas anderes auf diesem Gerät benutzt das Mikrofon; danach geht es hier weiter.',
    gap: (length) =>
      `Etwa ${seconds(length)} wurden nicht gehört: Die Seite war nicht zu sehen, oder das Mikrofon war vergeben.`,
    afterGap: 'Gieß weiter oder drück auf „Stopp“: Der Rest bleibt erhalten.',
    liveResultsStopped:
      'Das Live-Urteil ist stehen geblieben, die Aufnahme läuft weiter: Gieß ein und drück dann auf „Stopp“.',
    hints: {
      'too-quiet':
        'Zu leise: Rück das Mikrofon näher an die Tasse oder prüfe, ob es eingeschaltet ist.',
      clipping: 'Zu laut: Rück das Mikrofon von der Tasse weg.',
      'no-water': 'Noch nichts klang nach einem Guss: Geh näher an die Tasse und gieß ein.',
    },
    announcements: {
      listening: 'Hört zu.',
      pouring: 'Guss läuft.',
      verdict: (verdict, { of, probability }) =>
        `Bisher ${verdictInSentence[verdict]}, ${home.probabilities.inSentence[of]} ${percent(probability)}.`,
      stopped: 'Gestoppt.',
    },
    /** One sentence each: what is wrong, then what to do. */
    failures: {
      denied:
        'Das Mikrofon ist auf dieser Seite nicht erlaubt; erlaube es in der Adressleiste oder in den Einstellungen des Browsers und drück dann noch einmal auf „Zuhören“.',
      forbidden:
        'Wer diese Seite bereitstellt oder einbettet, gibt ihr das Mikrofon nicht frei; öffne die Seite unter ihrer eigenen Adresse oder wähle eine Aufnahme.',
      'no-microphone':
        'Dieses Gerät hat kein Mikrofon; schließ eines an und drück noch einmal auf „Zuhören“, oder wähle eine Aufnahme.',
      'in-use':
        'Das Mikrofon antwortet nicht, vielleicht weil eine andere App es benutzt; schließ diese App und drück noch einmal auf „Zuhören“.',
      unplugged:
        'Das Mikrofon wurde abgezogen oder ausgeschaltet; was es bis dahin gehört hat, bleibt erhalten, und du kannst noch einmal auf „Zuhören“ drücken.',
      insecure:
        'Browser geben das Mikrofon nur für Seiten mit https-Adresse frei; öffne diese Seite unter ihrer https-Adresse oder wähle eine Aufnahme.',
      unsupported:
        'Dieser Browser kann nicht live zuhören; aktualisiere ihn, oder nimm den Guss mit einer anderen App auf und wähle die Aufnahme.',
      'not-started':
        'Das Mikrofon ließ sich nicht starten; lade die Seite neu und drück noch einmal auf „Zuhören“, oder wähle eine Aufnahme.',
    },
  },

  input: {
    heading: 'Deine Aufnahme',
    choose: 'Aufnahmen wählen',
    chooseFolder: 'Ordner wählen',
    orDrop: 'oder leg sie oder ganze Ordner irgendwo auf dieser Seite ab, oder füg sie ein',
    formats:
      'Ton oder Video, alles, was dieser Browser abspielen kann: m4a, mp3, wav, flac, ogg, mp4, mov …',
    dropNow: 'Lass los, und wir hören zu',
  },

  temperature: {
    show: { F: '°F zeigen', C: '°C zeigen' },
    estimate: ({ fahrenheit, low, high }, scale) =>
      `Etwa ${temperature(fahrenheit, scale)}, sehr wahrscheinlich zwischen ${temperature(low, scale)} und ${temperature(high, scale)}.`,
  },

  examples: {
    heading: 'Keine Aufnahme zur Hand?',
    recorded: (learned) =>
      `Probier einen dieser vier aufgenommenen Güsse. ${learned === 1 ? 'Von einem davon hat das Modell gelernt.' : `Von ${learned} davon hat das Modell gelernt.`}`,
    synthesised:
      'Probier eines dieser vier Beispiele. Sie sind synthetisch: nicht aufgenommen, sondern von dieser Seite aus Messungen an echten Aufnahmen erzeugt.',
    kindRecorded: 'aufgenommener Guss',
    kindSynthesised: 'synthetischer Guss',
    fileName: (fahrenheit) => `synthesised-pour-${fahrenheit}f.wav`,
    badge: 'Synthetisch',
    badgeNote: 'Nicht aufgenommen, sondern aus Messungen an echten Aufnahmen erzeugt.',
    credit: (author) => `Aufgenommen von ${author}`,
    unavailable:
      'Dieses Beispiel lässt sich nicht laden; prüfe deine Verbindung und versuch es noch einmal.',
  },

  range: (hotMin, coldMax, scale) =>
    `Als heiß gilt ${temperature(hotMin, scale)} oder mehr, als kalt ${temperature(coldMax, scale)} oder weniger. Dazwischen hat das Modell nichts gelernt.`,

  results: {
    heading: 'Urteile',
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
      `${count === 1 ? '1 Ergebnis ist' : `${count} Ergebnisse sind`} nur hier gespeichert${used === undefined ? '' : `; diese Seite belegt ${bytes(used)}`}.`,
    deleteSaved: 'Gespeichertes entfernen',
    confirmDeleteSaved: (count) =>
      `${count === 1 ? 'Das Ergebnis, das auf diesem Gerät gespeichert ist,' : `Alle ${count} Ergebnisse, die auf diesem Gerät gespeichert sind,`} entfernen? Das lässt sich nicht rückgängig machen.`,
    confirmDeleteAll: (count) =>
      `${count === 1 ? 'Das Ergebnis' : `Alle ${count} Ergebnisse`} entfernen, mit allem, was davon auf diesem Gerät gespeichert ist? Das lässt sich nicht rückgängig machen.`,
    removed: (name) => `${name} ist entfernt.`,
    label: 'Tatsächlich war es',
    labelNamed: (name) => `Was ${name} tatsächlich war`,
    labels: { hot: 'Heiß', cold: 'Kalt', 'not-pouring': 'Kein Guss' },
    audioNotSaved: 'der Ton ist nicht mehr gespeichert',
    otherModel: (version) => `von Modell ${version} beurteilt`,
    recheck: 'Mit dem jetzigen Modell noch mal anhören',
    recheckNamed: (name) => `${name} mit dem jetzigen Modell noch mal anhören`,
    /** One sentence each: what is wrong, then what that means. */
    problems: {
      absent:
        'Dieser Browser speichert nichts für diese Seite, wie in einem privaten Fenster; Ergebnisse bleiben nur, bis du die Seite schließt oder neu lädst.',
      full: 'Auf diesem Gerät ist kein Platz für weitere Ergebnisse; entferne einige oder exportiere sie.',
      blocked:
        'Ein anderer Tab mit einer älteren Version dieser Seite hält die gespeicherten Ergebnisse fest; schließ ihn, um sie hier zu sehen.',
      newer:
        'Die gespeicherten Ergebnisse stammen von einer neueren Version dieser Seite, als diese lesen kann; lade sie neu, um jene Version zu bekommen.',
      outdated:
        'In einem anderen Tab wurde eine neuere Version dieser Seite geöffnet; lade diese hier neu, um weitere Ergebnisse zu speichern.',
      broken:
        'Das Speichern der Ergebnisse hat gerade nicht geklappt; was auf dieser Seite steht, bleibt, bis sie geschlossen wird.',
    },
    unreadable: (count) =>
      `${count === 1 ? '1 gespeichertes Ergebnis ist beschädigt und fehlt' : `${count} gespeicherte Ergebnisse sind beschädigt und fehlen`} hier; die anderen sind alle da.`,
  },

  cup: {
    heading: 'Deine Tasse',
    choiceLabel: 'Tasse, mit der verglichen wird',
    notCalibrated: 'Keine Tasse in Gebrauch: Urteile beruhen allein auf der Aufnahme.',
    inUse: (name, pours) => `In Gebrauch: Verglichen wird mit „${name}“, ${coldPours(pours)}.`,
    empty: (name) =>
      `„${name}“ hat noch keinen kalten Guss: Urteile beruhen allein auf der Aufnahme.`,
    comparedWith: (name, pours) => `Verglichen mit deiner Tasse „${name}“, ${coldPours(pours)}`,
    manage: 'Tassen und kalte Güsse',
    explanation:
      'Gieß einmal oder öfter kaltes Wasser in deine eigene Tasse, und Urteile entstehen im Vergleich damit: dieselbe Tasse, derselbe Raum, dasselbe Mikrofon.',
    caveat:
      'An unseren eigenen Aufnahmen gemessen (ein einziges Handy, meist dieselbe Wohnung), wurden die Urteile dadurch etwas schlechter. Gedacht ist es für Küchen und Handys, die anders sind: Probier es, wenn Urteile unsicher oder falsch sind.',
    nameLabel: 'Neue Tasse',
    namePlaceholder: 'Blaue Tasse',
    defaultName: 'Meine Tasse',
    add: 'Hinzufügen',
    noPours: 'Noch kein kalter Guss.',
    record: 'Kalten Guss aufnehmen',
    choose: 'Aufnahme wählen',
    chooseNamed: (name) => `Aufnahme eines kalten Gusses für ${name} wählen`,
    recording: (name) => `Kalter Guss für deine Tasse „${name}“: Gieß kaltes Wasser ein`,
    saved: 'Der kalte Guss ist unten in deiner Tasse.',
    pourAdded: (pour, name) => `${pour} ist jetzt ein kalter Guss von ${name}.`,
    use: (name) =>
      name === undefined ? 'Als Kaltreferenz nutzen' : `Als Kaltreferenz von „${name}“ nutzen`,
    useNamed: (name) => `${name} als Kaltreferenz nutzen`,
    isReference: (name) => `Kaltreferenz von „${name}“`,
    removePour: (pour, name) => `${pour} aus ${name} entfernen`,
    pourRemoved: (name) => `${name} ist aus der Tasse entfernt.`,
    removed: (name) => `Die Tasse „${name}“ ist entfernt.`,
    notAPour: 'Das klingt nicht nach einem Guss; es wird trotzdem benutzt.',
    soundsHot:
      'Das klingt nach heißem Wasser; es wird trotzdem benutzt. War es nicht kalt, entferne es: Urteile damit wären falsch.',
    otherModel:
      'Das hat ein anderes Modell gehört, das jetzige konnte es nicht; es wird nicht benutzt.',
    reclassify: (count, name) =>
      `${count === 1 ? 'Das Urteil' : `Die ${count} Urteile`} unten ${name === undefined ? 'ohne Tasse' : `mit „${name}“`} neu fällen`,
    notSaved:
      'Diese Tasse konnte nicht gespeichert werden; sie bleibt, bis die Seite geschlossen wird.',
  },

  undo: {
    heading: 'Rückgängig',
    button: 'Rückgängig',
    restored: 'Es ist rückgängig gemacht.',
    announcement: (sentence, length) =>
      `${sentence} ${length} Sekunden lang lässt es sich am Ende der Seite rückgängig machen.`,
  },

  confirm: {
    cancel: 'Abbrechen',
  },

  batch: {
    progress: (done, all) => `${done} von ${all}`,
    meter: 'Fortschritt aller Aufnahmen',
    cancelAll: 'Alle abbrechen',
    retryFailed: 'Fehler noch mal versuchen',
    deleteAll: 'Alle entfernen',
  },

  summary: {
    heading: 'Übersicht',
    count: (of, number) => `${number} ${summaryWords[of]}`,
    table: 'Alle Aufnahmen mit ihren Urteilen',
    columns: {
      name: 'Aufnahme',
      verdict: 'Urteil',
      hot: 'Chance auf heiß',
      pouring: 'Chance auf Guss',
      seconds: 'Dauer',
      label: 'Tatsächlich',
    },
    failed: 'Fehler',
    pending: 'Noch nicht',
    unknown: '–',
    exportCsv: 'Als CSV exportieren',
    exportJson: 'Als JSON exportieren',
  },

  progress: {
    waiting: 'Wartet …',
    decoding: 'Öffnet die Aufnahme …',
    classifying: 'Hört zu …',
    meter: (name) => `Fortschritt von ${name}`,
  },

  verdicts: {
    hot: { word: 'Heiß', sentence: 'Wir hören heißes Wasser.' },
    cold: { word: 'Kalt', sentence: 'Wir hören kaltes Wasser.' },
    unsure: {
      word: 'Unsicher',
      sentence: 'Wir hören einen Guss, aber er kann heiß oder kalt sein.',
    },
    'not-pouring': {
      word: 'Kein Guss',
      sentence: 'Das klingt nicht, als würde Wasser eingegossen.',
    },
  },

  probabilities: {
    hot: 'Chance auf heiß',
    cold: 'Chance auf kalt',
    pouring: 'Chance auf Guss',
    inSentence: { hot: 'Chance auf heiß', cold: 'Chance auf kalt', pouring: 'Chance auf Guss' },
    sentence: ({ of, probability }) => `${home.probabilities[of]}: ${percent(probability)}.`,
  },

  spectrogram: {
    caption: 'Das Spektrogramm, das das Modell sah',
    loudness: 'Lautstärke, dB',
    description: (length, lowest, highest, strongest) =>
      `Spektrogramm über ${seconds(length)}, von ${lowest} unten bis ${highest} oben; am stärksten um ${strongest}.`,
  },

  overTime: {
    hot: 'heiß',
    cold: 'kalt',
    notPouring: 'Kein Guss',
    description: (heard, length, least, most) =>
      heard === 0
        ? `In diesen ${seconds(length)} ist kein Guss zu hören.`
        : `Chance auf heiß im Verlauf: von ${percent(least)} bis ${percent(most)}, in ${seconds(heard)} von ${seconds(length)}, die nach einem Guss klingen.`,
    seek: (name) => `Stelle in ${name}`,
    position: (at, length) => `${seconds(at)} von ${seconds(length)}`,
  },

  saliency: {
    show: 'Was entschieden hat',
    hide: 'Entscheidendes ausblenden',
    named: (label, name) => `${label}: ${name}`,
    working: (fraction) =>
      `Hört noch einmal zu, jedes Mal ohne einen Teil: ${Math.round(fraction * 100)} %`,
    forHot: 'spricht für heiß',
    forCold: 'spricht für kalt',
    /** `share` of what decided speaks for `side`; the strongest part is where it says. */
    description: (side, share, at, frequency) =>
      `Für ${verdictInSentence[side]} sprechen ${percent(share)} von dem, was entschieden hat, am meisten ${seconds(at)} nach Beginn der Aufnahme um ${frequency}.`,
    nothing: 'Kein Teil hat für sich allein entschieden.',
  },

  announcements: {
    verdict: (name, verdict, { of, probability }) =>
      `${name}: ${verdictInSentence[verdict]}, ${home.probabilities.inSentence[of]} ${percent(probability)}.`,
    notPouring: (name) => `${name}: ${verdictInSentence['not-pouring']}.`,
    batch: (counts) => `Alles fertig: ${counts.join(', ')}.`,
    failure: (name, sentence) => `${name}: ${sentence}`,
  },

  /** One sentence each: what is wrong, then what to do. */
  failures: {
    'empty-file': 'Diese Datei ist leer; nimm neu auf oder exportiere sie noch einmal.',
    unreadable:
      'Diese Datei lässt sich nicht lesen; wenn sie verschoben oder geändert wurde, wähle sie noch einmal.',
    'empty-folder':
      'In diesem Ordner sind keine Aufnahmen; wähle einen anderen, oder öffne ihn und wähle Dateien.',
    'too-big': (size, limit) =>
      `Diese Datei hat ${bytes(size)}, und höchstens ${bytes(limit)} lassen sich öffnen; schneide den Teil mit dem Guss heraus.`,
    'too-long':
      'Diese Aufnahme ist zu lang, um in einem Browser geöffnet zu werden; schneide den Teil mit dem Guss heraus.',
    'bad-sample-rate': (rate) =>
      `Diese Aufnahme gibt ${count(rate)} Abtastwerte pro Sekunde an, und das kann dieser Browser nicht öffnen; exportiere sie noch einmal mit ${count(48_000)}.`,
    undecodable:
      'Dieser Browser findet in dieser Datei keinen Ton, den er dekodieren kann; exportiere sie noch einmal als m4a, mp3 oder wav.',
    'no-samples':
      'Diese Aufnahme enthält gar keinen Ton (0 Abtastwerte); nimm sie noch einmal auf.',
    'no-sound-track':
      'Dieses Video hat keinen Ton, den dieser Browser dekodieren kann; wähle eines, dessen Ton eingeschaltet ist.',
    crashed:
      'Der Teil dieser Seite, der zuhört, ist bei dieser Aufnahme stehen geblieben und wurde neu gestartet; versuch es noch mal oder exportiere die Aufnahme neu.',
    'not-loaded':
      'Der Teil dieser Seite, der zuhört, ließ sich nicht laden; prüfe deine Verbindung und versuch es dann noch mal, oder wähle die Aufnahme neu.',
    'audio-gone':
      'Der Ton dieser Aufnahme ist nicht mehr auf diesem Gerät gespeichert; wähle die Aufnahme noch einmal.',
    cancelled:
      'Diese Aufnahme wurde abgebrochen, bevor sie ein Urteil hatte; versuch es noch mal, um sie doch anzuhören.',
  },

  /** What src/error.rs says in English. */
  refusals: {
    'no-samples': () =>
      'Diese Aufnahme enthält gar keinen Ton (0 Abtastwerte); nimm sie noch einmal auf.',
    'bad-channels': () =>
      'Die Kanäle dieser Aufnahme gehören nicht zusammen; exportiere sie noch einmal in Mono oder Stereo.',
    'bad-sample-rate': ({ rate = 0, min = 0, max = 0 }) =>
      `Diese Aufnahme gibt ${count(rate)} Abtastwerte pro Sekunde an; verstanden werden ${count(min)} bis ${count(max)}: Exportiere sie noch einmal, am besten mit ${count(48_000)}.`,
    'not-sound': ({ value = 0, seconds: at = 0 }) =>
      `Diese Aufnahme enthält Werte, die kein Ton sind (ein Abtastwert von ${count(value)} bei ${seconds(at)}); exportiere sie noch einmal.`,
    silent: () =>
      'Diese Aufnahme ist stumm; prüfe, ob das Mikrofon eingeschaltet und nicht stummgeschaltet war.',
    'too-short': ({ seconds: length = 0, min = 0 }) =>
      `Diese Aufnahme dauert ${seconds(length, 2)}; der Guss muss mindestens ${seconds(min)} lang sein.`,
    'too-long': ({ max_hours: hours = 0 }) =>
      `Diese Aufnahme ist länger als ${hours === 1 ? '1 Stunde' : `${count(hours)} Stunden`}; schneide den Teil mit dem Guss heraus.`,
    'no-reference': () =>
      'Es gibt keine Referenzaufnahme; nimm zuerst auf, wie kaltes Wasser in die Tasse gegossen wird.',
    'foreign-reference': () =>
      'Diese Referenz stammt nicht von dem Modell, das jetzt urteilt; nimm den kalten Guss noch einmal auf.',
    model: () =>
      'Das Modell lässt sich nicht benutzen; lade die Seite neu oder installiere das Programm noch einmal.',
  },

  language: {
    label: 'Sprache',
    unavailable:
      'Diese Sprache lässt sich gerade nicht laden; prüfe deine Verbindung und versuch es noch einmal.',
  },

  footer: {
    licences: `Code unter der MIT-Lizenz. Modell trainiert mit Aufnahmen von Chris Jeakle, [CC BY-SA 2.0](${CC_BY_SA}).`,
    versions: (app, model) => `Version ${app}, Modell ${model}`,
  },
};
