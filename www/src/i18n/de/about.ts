/** Messages of the about page, without figures. Links: [words](address), see LinkedText. */
import { CC_BY_SA, ESC_10, ESC_50, RECORDINGS } from '../links.ts';
import type { AboutMessages } from '../messages.ts';

export const about: AboutMessages = {
  heading: 'Wie es funktioniert und wie weit du ihm trauen kannst',
  lede: 'In dieser Seite läuft ein kleines neuronales Netz. Hier liest du, woraus es gelernt hat, wie oft es richtig lag und wo es noch niemand ausprobiert hat.',

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
    intro: (seeds) =>
      `All das wurde an Aufnahmen gemessen, die das jeweilige Modell nie gehört hatte. Jede Zahl ist der Durchschnitt über Modelle, die ${seeds}-mal mit verschiedenen zufälligen Startwerten trainiert wurden.`,
    rows: {
      bySession: {
        sentence: 'richtig erkannt von Modellen, die die jeweilige Sitzung nie gehört hatten.',
        detail: (pours, interval) =>
          `${pours} Aufnahmen; 95-%-Intervall ${interval}. Das ist die Zahl, auf die es ankommt.`,
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
        detail: 'In den Zahlen oben zählt bei diesen, was wahrscheinlicher war: heiß oder kalt.',
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
    byTemperature: 'Richtig erkannt bei jeder Temperatur',
    columns: { temperature: 'Wasser', pours: 'Aufnahmen', right: 'Richtig' },
    source: (version, date) =>
      `Modell ${version} vom ${date}. Die Zahlen stammen aus dem eigenen Bericht des Modells.`,
  },

  limits: {
    heading: 'Wo du ihm nicht trauen solltest',
    onePerson:
      'Alle Aufnahmen stammen von einer Person, mit einem Handy, meist aus einer Wohnung. Andere Wasserkocher, Tassen, Handys und Küchen hat noch niemand gemessen. Rechne dort mit schlechteren Ergebnissen.',
    presets: (temperatures) =>
      `Das heiße Wasser hatte die Temperaturstufen eines amerikanischen Wasserkochers: ${temperatures}.`,
    between: (coldMax, hotMin) =>
      `Zwischen ${coldMax} und ${hotMin} wurde es nicht trainiert. Du bekommst dort trotzdem ein Ergebnis, aber es sagt nichts aus.`,
    estimate:
      'Der Temperaturbereich bei einem heißen Ergebnis enthielt bei neun von zehn dieser Aufnahmen die wahre Temperatur. Wie kalt kaltes Wasser ist, kann das Modell nicht schätzen.',
    chosen:
      'Die Einstellungen des Modells wurden anhand derselben Testaufnahmen gewählt. Die Zahlen sind also ein wenig geschönt.',
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
