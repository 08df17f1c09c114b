/** Messages of the about page, without figures. Links: [words](address), see LinkedText. */
import { CC_BY_SA, ESC_10, ESC_50, RECORDINGS, SOUND_OF_WATER } from '../links.ts';
import type { AboutMessages } from '../messages.ts';

export const about: AboutMessages = {
  heading: 'Wie es funktioniert und wie weit du ihm trauen kannst',
  lede: 'In dieser Seite läuft ein kleines neuronales Netz. Hier liest du, woraus es gelernt hat, wie oft es richtig lag und wo du ihm nicht trauen solltest.',

  made: {
    heading: 'Wie das Modell entstanden ist',
    training: (pours, otherSounds, synthesised) =>
      `Gelernt hat es aus ${pours} Aufnahmen von Chris Jeakle, in denen Wasser eingeschenkt wird, jede mit der Wassertemperatur dazu. Dazu kamen ${otherSounds} andere Geräusche aus ESC-10 und ESC-50. Vorher wurde es mit ${synthesised} computererzeugten Hörproben trainiert.`,
    network: (parameters, seconds) =>
      `Aus einer Aufnahme wird ein Spektrogramm: wie laut jeder Ton in jedem Augenblick ist. Ein Faltungsnetz mit ${parameters} Parametern betrachtet jeweils ${seconds} Sekunden. Was in einem Frequenzband gleich bleibt und was alle Bänder gemeinsam tun, wird vorher entfernt. So kann es sich nicht am Brummen eines Raums, am Klang eines Mikrofons oder an einer automatischen Aussteuerung orientieren. Die Ergebnisse aller Abschnitte werden zusammengefasst: Wie wahrscheinlich ist das Wasser heiß, und wie wahrscheinlich wird überhaupt eingeschenkt?`,
    trap: 'In diesen Aufnahmen steckt eine Falle: Bei drei Vierteln davon entstand alles Heiße in einer Sitzung und fast alles Kalte in zwei anderen. Ein Modell könnte also den Raum erkennen statt das Wasser. Deshalb wurde jede Aufnahme von Modellen beurteilt, die ihre Sitzung nie gehört hatten.',
  },

  trust: {
    heading: 'Wie oft es richtig lag',
    otherKitchens: {
      intro: (pours, cups, kitchens) =>
        `Gemessen an ${pours} Aufnahmen, die andere Leute mit einem anderen Handy gemacht haben, in ${kitchens} Küchen und mit ${cups} Tassen ([Sound of Water 50](${SOUND_OF_WATER})). Das Netz wurde nicht mit ihnen trainiert, aber seine Einstellungen wurden anhand dieser Aufnahmen gewählt. Wo die Grenze zwischen heiß und kalt liegt, bestimmen für jeden Abend die Aufnahmen der anderen Abende. Das Wasser kochte fast oder hatte Zimmertemperatur.`,
      rows: {
        right: {
          sentence:
            'seiner Urteile „heiß“ oder „kalt“ stimmten in Küchen, die es nie gehört hatte.',
          detail: (right, of, interval) =>
            `${right} von ${of}; 95-%-Intervall ${interval}. Das ist die Zahl, auf die es ankommt.`,
        },
        confidentRight: {
          sentence: (confidence) =>
            `richtig, wenn sich das Modell dort zu ${confidence} oder mehr sicher war.`,
          detail: (right, of, interval) => `${right} von ${of}; 95-%-Intervall ${interval}.`,
        },
        firm: {
          sentence: 'der Aufnahmen dort wurden als heiß oder kalt beurteilt.',
          detail: (firm, of) =>
            `${firm} von ${of}. Beim Rest hieß es „unsicher“ oder „kein Wasser gehört“.`,
        },
      },
    },
    home: {
      heading: 'Wo es gelernt hat: geschönte Zahlen',
      intro: (seeds) =>
        `Hier hat dieselbe Person eingeschenkt wie beim Training, mit demselben Handy und meist in derselben Wohnung. Das ist leichter als in deiner Küche. Trotzdem hatte kein Modell vorher gehört, was es beurteilt hat. Jede Zahl ist der Durchschnitt über Modelle, die ${seeds}-mal mit verschiedenen zufälligen Startwerten trainiert wurden.`,
      rows: {
        bySession: {
          sentence: 'richtig erkannt von Modellen, die die jeweilige Sitzung nie gehört hatten.',
          detail: (pours, interval) => `${pours} Aufnahmen; 95-%-Intervall ${interval}.`,
        },
        byVessel: {
          sentence: 'richtig erkannt von Modellen, die nie eine Tasse dieser Art gehört hatten.',
          detail: (pours, interval) => `${pours} Aufnahmen; 95-%-Intervall ${interval}.`,
        },
        seedProtocol: {
          sentence:
            'der beiden frühesten Sitzungen richtig erkannt von Modellen, die nur die späteren gehört hatten.',
          detail: (pours, interval) => `${pours} Aufnahmen; 95-%-Intervall ${interval}.`,
        },
        confident: {
          sentence: (confidence) =>
            `richtig, wenn sich das Modell zu ${confidence} oder mehr sicher war.`,
          detail: (share, interval) =>
            `Das waren ${share} seiner Ergebnisse; 95-%-Intervall ${interval}.`,
        },
        unsure: {
          sentence: 'der Aufnahmen blieben „unsicher“.',
          detail:
            'In den anderen Zahlen dieser Liste zählt bei ihnen, was wahrscheinlicher war: heiß oder kalt.',
        },
        rejected: {
          sentence: 'der anderen Geräusche zu Recht als „kein Wasser gehört“ eingestuft.',
          detail: (sounds) => `${sounds} Geräusche: Regen, Meereswellen, Feuer, Hunde und andere.`,
        },
        kept: {
          sentence: 'der Aufnahmen mit Wasser auch als solche erkannt.',
          detail: (pours) => `${pours} Aufnahmen.`,
        },
      },
    },
    byTemperature: 'Richtig erkannt, wo es gelernt hat, nach Temperatur',
    columns: { temperature: 'Wasser', pours: 'Aufnahmen', right: 'Richtig' },
    source: (version, date) =>
      `Modell ${version} vom ${date}. Die Zahlen stammen aus den eigenen Berichten des Modells.`,
  },

  limits: {
    heading: 'Wo du ihm nicht trauen solltest',
    onePerson: (kitchens, coldCalledHot, hotCalledCold) =>
      `Gelernt hat es aus Aufnahmen von einer Person, mit einem Handy, meist aus einer Wohnung. Anderswo irrt es sich viel öfter: In ${kitchens} anderen Küchen hielt es ${coldCalledHot}-mal kaltes Wasser für heiß und ${hotCalledCold}-mal heißes für kalt. Deine hat noch niemand gemessen.`,
    presets: (temperatures) =>
      `Beim Training hatte das heiße Wasser die Temperaturstufen eines amerikanischen Wasserkochers: ${temperatures}.`,
    between: (coldMax, hotMin) =>
      `Zwischen ${coldMax} und ${hotMin} wurde es nicht trainiert. Du bekommst dort trotzdem ein Ergebnis, aber es sagt nichts aus.`,
    estimate:
      'Der Temperaturbereich bei einem heißen Ergebnis enthielt dort, wo es gelernt hat, bei neun von zehn Aufnahmen die wahre Temperatur. Wie kalt kaltes Wasser ist, kann das Modell nicht schätzen.',
    chosen:
      'Die Einstellungen des Modells wurden anhand derselben Aufnahmen gewählt. Auch deshalb sind die Zahlen von dort ein wenig geschönt.',
    scalding:
      'Verlass dich nie darauf, wenn sich durch ein falsches Ergebnis jemand verbrühen könnte.',
  },

  privacy: {
    heading: 'Was mit deinen Aufnahmen passiert',
    points: [
      'Sie bleiben auf diesem Gerät. Die Seite öffnet und prüft sie selbst; es gibt keinen Server, an den sie gehen könnten.',
      'Das Mikrofon geht erst an, wenn du auf „Zuhören“ drückst, und nach dem Zuhören wieder aus.',
      'Keine Cookies, keine Analyse-Dienste, nichts von anderen Websites.',
      'Dieser Browser speichert die gewählte Sprache und °F oder °C, deine Ergebnisse mit ihren Aufnahmen (wenn du das Speichern auf der Startseite nicht ausschaltest) und die Aufnahmen zu deinen Tassen. Alles davon kannst du dort entfernen, wo es angezeigt wird. Um alles auf einmal zu löschen, lösche die Daten dieser Website in den Einstellungen deines Browsers.',
    ],
  },

  licences: {
    heading: 'Lizenzen und Dank',
    points: [
      'Der Code steht unter der MIT-Lizenz. Software von Dritten ist [mit ihren Lizenzen aufgeführt](licences.md).',
      `Das Modell steht unter [CC BY-SA 2.0](${CC_BY_SA}).`,
      `Die Aufnahmen, aus denen es gelernt hat, und etwaige Beispielaufnahmen sind [von Chris Jeakle](${RECORDINGS}), [CC BY-SA 2.0](${CC_BY_SA}). Er hat 2020 das erste Hot or Cold gebaut.`,
      `Die anderen Geräusche stammen aus [ESC-10](${ESC_10}) und [ESC-50](${ESC_50}), gesammelt von Karol J. Piczak von Urhebern auf Freesound, CC BY 3.0, CC BY und CC0.`,
      'Computererzeugte Hörproben sind gemeinfrei, CC0 1.0.',
    ],
    code: (address) => `Der Code ist [öffentlich](${address}).`,
  },
};
