/** The about page. Links are written [words](address), see prose.tsx. No figure is written here. */
import { CC_BY_SA, ESC_10, ESC_50, RECORDINGS } from '../links.ts';
import type { About } from '../messages.ts';

export const about: About = {
  heading: 'Wie es funktioniert und wie weit man ihm trauen kann',
  lede: 'Ein kleines neuronales Netz hört in dieser Seite zu. Hier steht, woraus es gelernt hat, wie oft es recht hatte und wo es niemand ausprobiert hat.',

  made: {
    heading: 'Wie das Modell entstanden ist',
    training: (pours, otherSounds, synthesised) =>
      `Es hat aus ${pours} aufgenommenen Güssen von Chris Jeakle gelernt, jeder mit der Temperatur seines Wassers, und aus ${otherSounds} Geräuschen aus ESC-10 und ESC-50, die keine Güsse sind. Vor all dem hat es ${synthesised} synthetische Güsse gehört, nach einer Formel erzeugt.`,
    network: (parameters, seconds) =>
      `Aus einer Aufnahme wird ein Spektrogramm: wie laut jeder Ton ist, Augenblick für Augenblick. Ein Faltungsnetz aus ${parameters} Zahlen betrachtet jeweils ${seconds} Sekunden. Was in einem Band gleich bleibt und was alle Bänder gemeinsam tun, wird vorher abgezogen, damit weder das Brummen eines Raums noch der Klang eines Mikrofons noch ein Gerät, das sich selbst lauter und leiser stellt, zählen kann. Was die einzelnen Abschnitte ergeben, wird zu einer Chance auf heiß und einer Chance auf Guss zusammengefasst.`,
    trap: 'In diesen Aufnahmen steckt eine Falle: In drei Vierteln davon entstanden alle heißen Güsse in einer Sitzung und fast alle kalten in zwei anderen. Ein Modell könnte den Raum lernen, und es sähe aus, als kenne es das Wasser. Deshalb wurde jeder Guss von Modellen beurteilt, die die Sitzung, aus der er stammt, nie gehört haben.',
  },

  trust: {
    heading: 'Wie oft es recht hatte',
    intro: (seeds) =>
      `All das ist an Güssen und Geräuschen gemessen, die das urteilende Modell nie gehört hatte, als Mittel von Modellen, die ${seeds}-mal mit verschiedenen zufälligen Anfängen trainiert wurden.`,
    rows: {
      bySession: {
        sentence:
          'der Güsse richtig erkannt, heiß oder kalt, von Modellen, die ihre Sitzung nie gehört haben.',
        detail: (pours, interval) =>
          `${pours} Güsse; 95-%-Intervall ${interval}. Das ist die Zahl, auf die es ankommt.`,
      },
      byVessel: {
        sentence: 'richtig erkannt von Modellen, die nie eine Tasse dieser Art gehört haben.',
        detail: (pours, interval) => `${pours} Güsse; 95-%-Intervall ${interval}.`,
      },
      seedProtocol: {
        sentence:
          'der Güsse aus den beiden frühesten Sitzungen richtig erkannt, von Modellen, die nur die späteren gehört haben.',
        detail: (pours, interval) => `${pours} Güsse; 95-%-Intervall ${interval}.`,
      },
      confident: {
        sentence: (confidence) => `richtig, wo es ${confidence} oder mehr angab.`,
        detail: (share, interval) =>
          `Das waren ${share} seiner Urteile; 95-%-Intervall ${interval}.`,
      },
      unsure: {
        sentence: 'der Güsse „unsicher“ genannt.',
        detail:
          'Die Zahlen oben zählen auch bei diesen, was von heiß und kalt wahrscheinlicher war.',
      },
      rejected: {
        sentence: 'der anderen Geräusche „kein Guss“ genannt, wie es sein soll.',
        detail: (sounds) => `${sounds} Geräusche: Regen, Meereswellen, Feuer, Hunde und andere.`,
      },
      kept: {
        sentence: 'der Güsse für einen Guss gehalten.',
        detail: (pours) => `${pours} Güsse.`,
      },
    },
    byTemperature: 'Richtig erkannt bei jeder Temperatur',
    columns: { temperature: 'Wasser', pours: 'Güsse', right: 'Richtig' },
    source: (version, date) =>
      `Modell ${version} vom ${date}. Die Seite übernimmt diese Zahlen beim Bauen aus dem eigenen Bericht des Modells.`,
  },

  limits: {
    heading: 'Wo man ihm nicht trauen sollte',
    onePerson:
      'Alle Güsse stammen von einer Person, mit einem Handy, meist aus einer Wohnung. Wie gut es mit anderen Wasserkochern, Tassen, Handys und Küchen ist, wurde nicht gemessen. Rechne dort mit schlechteren Urteilen.',
    presets: (temperatures) =>
      `Die heißen Güsse hatten die Temperaturen, die ein amerikanischer Wasserkocher anbietet: ${temperatures}.`,
    between: (coldMax, hotMin) =>
      `Zwischen ${coldMax} und ${hotMin} hat es nichts gelernt. Ein Urteil fällt es dort trotzdem, und das bedeutet nichts.`,
    estimate:
      'Die Temperatur neben dem Urteil „heiß“ ist eine Schätzung allein unter den genannten heißen Temperaturen, mit dem Intervall, in dem neun von zehn lagen. Bei kaltem Wasser kann es nichts dazu sagen.',
    chosen:
      'Die Einstellungen des Modells wurden nach denselben zurückgehaltenen Güssen gewählt; die Zahlen schmeicheln ihm also ein wenig.',
    scalding: 'Benutze es nie, wo sich durch ein falsches Urteil jemand verbrühen könnte.',
  },

  privacy: {
    heading: 'Was mit deinen Aufnahmen geschieht',
    points: [
      'Sie bleiben auf diesem Gerät. Die Seite öffnet, hört und beurteilt sie selbst; es gibt keinen Server, an den sie gehen könnten.',
      'Das Mikrofon ist nur vom Druck auf „Zuhören“ bis zum Stopp eingeschaltet.',
      'Keine Cookies, keine Nutzungsanalyse, nichts wird von anderen Seiten geladen.',
      'Dieser Browser speichert deine Wahl von °F oder °C, deine Ergebnisse mit ihren Aufnahmen, wenn du das nicht über ihnen ausschaltest, und die kalten Güsse deiner Tassen. Entferne jedes davon dort, wo es angezeigt wird; um alles zu entfernen, lösche die Daten dieser Website in den Einstellungen des Browsers.',
    ],
  },

  licences: {
    heading: 'Lizenzen und Dank',
    points: [
      'Der Code steht unter der MIT-Lizenz. Die Software anderer in dieser Seite ist [mit ihren Lizenzen aufgeführt](licences.md).',
      `Das Modell steht unter [CC BY-SA 2.0](${CC_BY_SA}).`,
      `Die Güsse, aus denen es gelernt hat, und die Beispielaufnahmen, wo es welche gibt, sind [von Chris Jeakle](${RECORDINGS}), [CC BY-SA 2.0](${CC_BY_SA}). Er hat 2020 das erste Hot or Cold gebaut.`,
      `Die Geräusche, die keine Güsse sind, stammen aus [ESC-10](${ESC_10}) und [ESC-50](${ESC_50}), gesammelt von Karol J. Piczak von Urhebern auf Freesound, CC BY 3.0, CC BY und CC0.`,
      'Synthetische Güsse sind gemeinfrei, CC0 1.0.',
    ],
    code: (address) => `Der Code ist [öffentlich](${address}).`,
  },
};
