/** Messages of the guide. Links are written [words](address), see LinkedText. */
import { AGRAWAL, BI, MINNAERT } from '../links.ts';
import type { GuideMessages } from '../messages.ts';

export const guide: GuideMessages = {
  heading: 'So gelingt dir eine gute Aufnahme',
  lede: 'Jedes Handy und jeder Laptop reicht aus. Wichtig ist, wo das Gerät steht, wie still der Raum ist und dass nichts den Ton „verbessert“.',
  recordings: {
    browser: {
      heading: 'Auf dieser Seite, mit „Zuhören“',
      steps: [
        'Stell Handy oder Laptop etwa 50 cm von der Tasse entfernt hin, wo nichts hinspritzt.',
        'Drück auf [Zuhören](#/). Falls der Browser fragt, erlaube das Mikrofon.',
        'Warte eine Sekunde und schenk dann mindestens drei Sekunden lang ein.',
        'Wenn du fertig bist, stoppt es von selbst und zeigt dein Ergebnis.',
      ],
      note: 'Die Seite bittet dein Gerät, Echounterdrückung, Rauschunterdrückung und automatische Verstärkung abzuschalten. Geht das nicht, sagt sie es dir. Auf einer Tastatur startet und stoppt die Leertaste das Zuhören.',
    },
    iphone: {
      heading: 'iPhone, mit „Sprachmemos“',
      steps: [
        'Öffne „Sprachmemos“ und drück auf die rote Taste.',
        'Warte eine Sekunde, schenk mindestens drei Sekunden lang ein und drück die Taste noch einmal, um zu stoppen.',
        'Tipp auf die Aufnahme, dann auf die drei Punkte, auf „Teilen“ und auf „In Dateien sichern“.',
        'Drück auf dieser Seite auf [Aufnahmen wählen](#/) und such die Aufnahme in „Dateien“.',
      ],
      note: 'Lass „Aufnahme verbessern“ ausgeschaltet. Willst du die Aufnahme an einem Computer öffnen, wähle in den Einstellungen unter „Sprachmemos“ die Qualität „Komprimiert“: „Verlustfrei“ öffnet nur Safari.',
    },
    android: {
      heading: 'Android, mit „Rekorder“',
      steps: [
        'Öffne deine Aufnahme-App: „Rekorder“ auf einem Pixel, „Diktiergerät“ auf einem Samsung oder etwas Ähnliches.',
        'Hat sie eine Rauschunterdrückung, „klare Stimme“ oder einen Interviewmodus, schalte das aus. Nimm die höchste Qualität, die es gibt.',
        'Drück auf die rote Taste, warte eine Sekunde, schenk mindestens drei Sekunden lang ein und stoppe die Aufnahme.',
        'Teile die Aufnahme als Audiodatei und speichere sie auf dem Handy.',
        'Drück auf dieser Seite auf [Aufnahmen wählen](#/) und such die Aufnahme.',
      ],
    },
    windows: {
      heading: 'Windows, mit „Audiorecorder“',
      steps: [
        'Wähle in den Einstellungen unter „System“ und „Sound“ dein Mikrofon und schalte seine Audioverbesserungen aus.',
        'Öffne „Audiorecorder“. Wähle in den Einstellungen der App WAV oder FLAC als Format, oder M4A in höchster Qualität.',
        'Drück auf die Aufnahmetaste, warte eine Sekunde, schenk mindestens drei Sekunden lang ein und stoppe die Aufnahme.',
        'Die Aufnahme liegt in „Dokumente“, im Ordner für Tonaufnahmen („Sound Recordings“). Zieh sie auf [diese Seite](#/).',
      ],
    },
    mac: {
      heading: 'Mac, mit „Sprachmemos“ oder QuickTime Player',
      steps: [
        'Bietet die Menüleiste beim Aufnehmen einen Mikrofonmodus an, wähle „Standard“, nicht „Stimmisolation“.',
        'Drück in „Sprachmemos“ auf die rote Taste. Oder wähle in QuickTime Player im Menü „Ablage“ „Neue Audioaufnahme“, stell neben der roten Taste die Qualität auf „Hoch“ und drück sie.',
        'Warte eine Sekunde, schenk mindestens drei Sekunden lang ein und stoppe die Aufnahme.',
        'Zieh die Aufnahme aus der Liste der Sprachmemos auf den Schreibtisch, oder sichere sie in QuickTime Player. Zieh sie dann auf [diese Seite](#/).',
      ],
      note: '„Verlustfrei“ in „Sprachmemos“ und „Maximal“ in QuickTime Player können Aufnahmen ergeben, die nur Safari öffnet.',
    },
  },

  helps: {
    heading: 'Was hilft',
    points: [
      'Etwa 50 cm vom Mikrofon zur Tasse. Viel näher übersteuern die Spritzer; viel weiter weg ist der Raum lauter als das Wasser.',
      'Ein stiller Raum. Schalte Ventilator, Dunstabzug und Musik aus und warte, bis der Wasserkocher ruhig ist.',
      'Starte die Aufnahme vor dem Einschenken, damit der Anfang nicht fehlt.',
      'Schenk mindestens drei Sekunden lang ein, in einem Zug. Das Modell betrachtet jeweils zwei Sekunden, und mehrere solche Abschnitte helfen ihm.',
      'Mach zwei Sekunden Pause, bevor du wieder einschenkst. Dann wird jedes Mal einzeln beurteilt.',
      'WAV oder FLAC, oder M4A und MP3 in hoher Qualität. Bei starker Kompression, wie in Sprachnachrichten, liegt das Modell öfter falsch.',
      'Rauschunterdrückung aus. Sie soll Stimmen erhalten und gleichmäßiges Rauschen entfernen, und für sie klingt Einschenken genau so.',
    ],
  },

  fails: {
    heading: 'Was nicht geht',
    between: (coldMax, hotMin) =>
      `Wasser zwischen ${coldMax} und ${hotMin}. Dafür wurde das Modell nicht trainiert, ein Ergebnis sagt dort nichts aus.`,
    points: [
      'Ein Wasserkocher, der noch rauscht. Das Rauschen überdeckt das Einschenken und kann damit verwechselt werden.',
      'Videoanrufe und Sprachnachrichten. Solche Apps entfernen Geräusche, und das Einschenken gleich mit.',
      'Wasserhähne, Duschen und andere Getränke als Wasser. Das Modell kennt nur Wasser, das in Tassen geschenkt wird.',
      'Alles, wobei sich durch ein falsches Ergebnis jemand verbrühen könnte. Nimm ein Thermometer.',
    ],
  },

  why: {
    heading: 'Warum Heiß und Kalt verschieden klingen',
    lines: [
      'Was du beim Einschenken hörst, sind vor allem Blasen. Der Strahl zieht Luft unter Wasser, und jede Blase klingt wie ein winziges Glöckchen.',
      `Je größer die Blase, desto tiefer ihr Ton. [Minnaert](${MINNAERT}) hat es 1933 ausgerechnet: Eine Blase von 1 mm Radius klingt bei etwa 3,3 kHz, eine von 3 mm bei etwa 1,1 kHz.`,
      `Heißes Wasser ist dünnflüssiger als kaltes. Hochgeschwindigkeitsaufnahmen zeigen, dass beim Einschenken größere Blasen entstehen, und mehr davon ([Bi und andere, 2024](${BI})).`,
      'Darum hat heißes Wasser mehr tiefe Töne und weniger hohe. Dass die Blasen der Grund sind, vermuten die Autoren; bewiesen ist es nicht.',
      'Auch die Tasse spielt eine Rolle. Bei kaltem Wasser hört man vor allem Tasse und Blasen klingen, bei heißem die Luftsäule über dem Wasser (Peng und Reiss, 2018).',
      'Während sich die Tasse füllt, wird diese Säule kürzer und ihr Ton höher, ob das Wasser nun heiß ist oder kalt.',
      `Menschen lernen all das, ohne dass es ihnen jemand sagt: Erwachsene unterscheiden Heiß und Kalt in 80–93 % der Fälle, Kinder unter sechs noch nicht ([Agrawal und andere, 2020](${AGRAWAL})).`,
      'Auch dem Modell hat es niemand gesagt. Es bekam nur Spektrogramme mit dem Hinweis „heiß“ oder „kalt“.',
      'Was in einem Frequenzband gleich bleibt und was alle Bänder gemeinsam tun, wird vorher entfernt. Es achtet also darauf, wie sich die Bänder im Vergleich zueinander ändern, nicht darauf, wie laut sie sind.',
      'Vielleicht achtet es also auf etwas anderes als du.',
    ],
    sources: 'Quellen',
    andOthers: (author) => `${author} und andere`,
    reference: (authors, work) => `${authors}: ${work}`,
  },

  compare: {
    heading: 'Den Unterschied sehen und hören',
    reading:
      'Die Zeit läuft von links nach rechts. Tiefe Töne sind unten, hohe oben. Je heller eine Stelle, desto lauter ist sie.',
    recorded: 'Zwei Aufnahmen, so wie das Modell in dieser Seite sie sieht.',
    synthesised:
      'Zwei computererzeugte Hörproben, so wie das Modell in dieser Seite sie sieht. Die Seite hat sie aus Messungen an echten Aufnahmen erzeugt.',
    pour: {
      hot: (degrees) => `Heißes Wasser, ${degrees}`,
      cold: (degrees) => `Kaltes Wasser, ${degrees}`,
    },
    /** What to look for in each picture. */
    look: {
      recorded: {
        cold: 'Überall feine Punkte, die meisten über 1 kHz: kleine Blasen, jede mit einem kurzen hohen Ton.',
        hot: 'Ein helles Band steigt von unter 1 kHz bis fast 2 kHz, während sich die Tasse füllt: die Luftsäule. Darüber weniger Punkte, mehr senkrechte Striche.',
      },
      synthesised: {
        cold: 'Einzelne helle Flecken, die meisten zwischen 1 und 4 kHz, dazwischen Lücken: Das Geräusch kommt stoßweise.',
        hot: 'Ein helles Band steigt von unter 1 kHz auf über 1,5 kHz, während sich die Tasse füllt: die Luftsäule. Ringsum feine senkrechte Striche, dicht an dicht.',
      },
    },
    retry: 'Noch mal versuchen',
  },
};
