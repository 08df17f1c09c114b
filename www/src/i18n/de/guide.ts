/** The guide. Links are written [words](address), see prose.tsx. */
import { AGRAWAL, BI, MINNAERT } from '../links.ts';
import type { Guide } from '../messages.ts';

export const guide: Guide = {
  heading: 'So gelingt die Aufnahme eines Gusses',
  lede: 'Jedes Handy und jeder Laptop eignet sich. Wichtig ist, wo das Gerät steht, wie still der Raum ist und dass unterwegs nichts den Ton „verbessert“.',
  recordings: {
    browser: {
      heading: 'In dieser Seite, mit „Zuhören“',
      steps: [
        'Stell Handy oder Laptop einen halben Meter von der Tasse entfernt hin, wo nichts darauf spritzt.',
        'Drück auf [Zuhören](#/) und erlaube der Seite das Mikrofon, falls der Browser fragt.',
        'Warte eine Sekunde, dann gieß drei Sekunden oder länger ein.',
        'Es stoppt von selbst, wenn der Guss vorbei ist, und die Aufnahme steht bei den Urteilen.',
      ],
      note: 'Die Seite bittet das Gerät, Echounterdrückung, Rauschunterdrückung und automatische Verstärkung auszulassen. Lässt das Gerät etwas davon eingeschaltet, sagt die Seite es dir.',
    },
    iphone: {
      heading: 'iPhone, mit „Sprachmemos“',
      steps: [
        'Öffne „Sprachmemos“ und drück auf die rote Taste.',
        'Warte eine Sekunde, gieß drei Sekunden oder länger ein und drück die Taste noch einmal, um zu stoppen.',
        'Tippe auf die Aufnahme, dann auf die drei Punkte, auf „Teilen“ und auf „In Dateien sichern“.',
        'Drück auf dieser Seite auf [Aufnahmen wählen](#/) und such die Aufnahme in „Dateien“.',
      ],
      note: 'Lass „Aufnahme verbessern“ ausgeschaltet. Auf dem iPhone selbst taugen beide Audioqualitäten, die in den Einstellungen unter „Sprachmemos“ stehen; auf einem anderen Computer öffnet nur Safari „Verlustfrei“.',
    },
    android: {
      heading: 'Android, mit „Rekorder“',
      steps: [
        'Öffne die App, die Ton aufnimmt: „Rekorder“ auf einem Pixel, „Diktiergerät“ auf einem Samsung, anderswo etwas Ähnliches.',
        'Bietet sie Rauschunterdrückung, eine klare Stimme oder einen Interviewmodus an, schalte das aus; bietet sie eine Qualität an, nimm die höchste.',
        'Drück auf die rote Taste, warte eine Sekunde, gieß drei Sekunden oder länger ein und stoppe die Aufnahme.',
        'Teile die Aufnahme als Audiodatei und speichere sie auf dem Handy.',
        'Drück auf dieser Seite auf [Aufnahmen wählen](#/) und such die Aufnahme.',
      ],
    },
    windows: {
      heading: 'Windows, mit „Audiorecorder“',
      steps: [
        'Wähle in den Einstellungen unter „System“ und „Sound“ dein Mikrofon und schalte seine Audioverbesserungen aus.',
        'Öffne „Audiorecorder“. Wähle in den Einstellungen der App WAV oder FLAC als Format, oder M4A in höchster Qualität.',
        'Drück auf die Aufnahmetaste, warte eine Sekunde, gieß drei Sekunden oder länger ein und stoppe die Aufnahme.',
        'Die Aufnahme liegt in „Dokumente“, im Ordner für Tonaufnahmen („Sound Recordings“). Leg sie auf [dieser Seite](#/) ab.',
      ],
    },
    mac: {
      heading: 'Mac, mit „Sprachmemos“ oder QuickTime Player',
      steps: [
        'Bietet die Menüleiste beim Aufnehmen einen Mikrofonmodus an, wähle „Standard“, nicht „Stimmisolation“.',
        'Drück in „Sprachmemos“ auf die rote Taste. Oder wähle in QuickTime Player im Menü „Ablage“ „Neue Audioaufnahme“, stell neben der roten Taste die Qualität auf „Hoch“ und drück sie.',
        'Warte eine Sekunde, gieß drei Sekunden oder länger ein und stoppe die Aufnahme.',
        'Zieh die Aufnahme aus der Liste der Sprachmemos auf den Schreibtisch, oder sichere sie in QuickTime Player. Leg sie dann auf [dieser Seite](#/) ab.',
      ],
      note: '„Verlustfrei“ in „Sprachmemos“ und „Maximal“ in QuickTime Player können Aufnahmen ergeben, die nur Safari öffnet.',
    },
  },

  helps: {
    heading: 'Was hilft',
    points: [
      'Ein halber Meter vom Mikrofon zur Tasse. Viel näher übersteuern es die Spritzer; viel weiter weg ist der Raum lauter als der Guss.',
      'Ein stiller Raum. Schalte Ventilator, Dunstabzug und Musik aus und warte, bis der Wasserkocher verstummt ist.',
      'Starte die Aufnahme vor dem Eingießen, damit der Anfang dabei ist.',
      'Gieß drei Sekunden oder länger, in einem Zug. Das Modell hört jeweils etwa zwei Sekunden und braucht mehrere solche Abschnitte.',
      'Ein Guss pro Aufnahme.',
      'WAV oder FLAC, oder M4A und MP3 in hoher Qualität. Starke Kompression, wie bei Sprachnachrichten, kostet richtige Urteile.',
      'Rauschunterdrückung aus. Sie soll Stimmen erhalten und gleichmäßiges Rauschen entfernen, und genau das ist ein Guss: Sie entfernt, worauf das Modell hört.',
    ],
  },

  fails: {
    heading: 'Was nicht geht',
    between: (coldMax, hotMin) =>
      `Wasser zwischen ${coldMax} und ${hotMin}. Dort hat das Modell nichts gelernt, und ein Urteil bedeutet nichts.`,
    points: [
      'Ein Wasserkocher, der noch rauscht. Das Geräusch überdeckt den Guss, und wenn es lange dauert, kann es selbst für einen Guss durchgehen.',
      'Videoanrufe und Sprachnachrichten. Solche Apps entfernen Geräusche, und den Guss gleich mit.',
      'Wasserhähne, Duschen und andere Getränke. Das Modell hat aus Wasser gelernt, das in Tassen gegossen wurde.',
      'Alles, wobei sich durch ein falsches Urteil jemand verbrühen könnte. Nimm ein Thermometer.',
    ],
  },

  why: {
    heading: 'Warum Heiß und Kalt verschieden klingen',
    lines: [
      'Was du bei einem Guss hörst, sind vor allem Blasen. Der Strahl zieht Luft unter Wasser, und jede Blase klingt wie ein winziges Glöckchen.',
      `Je größer die Blase, desto tiefer ihr Ton. [Minnaert](${MINNAERT}) hat es 1933 ausgerechnet: Eine Blase von 1 mm Radius klingt bei etwa 3,3 kHz, eine von 3 mm bei etwa 1,1 kHz.`,
      `Heißes Wasser ist dünnflüssiger als kaltes. Hochgeschwindigkeitsbilder zeigen, dass beim Gießen größere Blasen entstehen, und mehr davon ([Bi und andere, 2024](${BI})).`,
      'Darum hat heißes Wasser mehr von den tiefen Tönen und weniger von den hohen. Dass die Blasen der Grund sind, vermuten die Autoren; bewiesen ist es nicht.',
      'Die Tasse spielt mit. Bei einem kalten Guss tritt das Klingen von Tasse und Blasen hervor, bei einem heißen die Luftsäule über dem Wasser (Peng und Reiss, 2018).',
      'Während sich die Tasse füllt, wird diese Säule kürzer und ihr Ton höher. Das geschieht bei heißem wie bei kaltem Wasser.',
      `Menschen lernen all das, ohne dass es ihnen jemand sagt: Erwachsene unterscheiden Heiß und Kalt in 80 bis 93 % der Fälle, Kinder unter sechs noch nicht ([Agrawal und andere, 2020](${AGRAWAL})).`,
      'Auch dem Modell hat es niemand gesagt. Es bekam Spektrogramme von Güssen und dazu, welche heiß und welche kalt waren.',
      'Was in einem Band gleich bleibt und was alle Bänder gemeinsam tun, wird abgezogen, bevor es hinsieht; es geht also danach, wie die Bänder gegeneinander flackern, nicht danach, wie laut sie sind.',
      'Vielleicht hört es deshalb auf etwas anderes als du.',
    ],
    sources: 'Quellen',
    andOthers: (author) => `${author} und andere`,
    reference: (authors, work) => `${authors}: ${work}`,
  },

  compare: {
    heading: 'Den Unterschied sehen und hören',
    reading:
      'Die Zeit läuft von links nach rechts. Tiefe Töne sind unten, hohe oben, und je heller eine Stelle, desto lauter.',
    recorded: 'Zwei aufgenommene Güsse, wie das Modell in dieser Seite sie gerade gesehen hat.',
    synthesised:
      'Zwei synthetische Beispiele, so wie das Modell in dieser Seite sie gerade gesehen hat. Die Seite hat sie aus Messungen an echten Aufnahmen erzeugt.',
    pour: {
      hot: (degrees) => `Ein heißer Guss, ${degrees}`,
      cold: (degrees) => `Ein kalter Guss, ${degrees}`,
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
    retry: 'Noch mal',
  },
};
