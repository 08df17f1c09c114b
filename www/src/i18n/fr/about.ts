/** The about page. Links are written [words](address), see prose.tsx. No figure is written here. */
import { CC_BY_SA, ESC_10, ESC_50, RECORDINGS } from '../links.ts';
import type { About } from '../messages.ts';

export const about: About = {
  heading: 'Comment ça marche, et jusqu’où s’y fier',
  lede: 'Un petit réseau de neurones écoute dans cette page. Voici ce sur quoi il a appris, combien de fois il a eu raison, et où personne ne l’a essayé.',

  made: {
    heading: 'Comment le modèle a été fait',
    training: (pours, otherSounds, synthesised) =>
      `Il a appris sur ${pours} verses enregistrées par Chris Jeakle, chacune avec la température de son eau, et sur ${otherSounds} sons qui ne sont pas des verses, tirés d’ESC-10 et d’ESC-50. Avant tout cela, il a entendu ${synthesised} verses de synthèse, fabriquées avec une formule.`,
    network: (parameters, seconds) =>
      `Un enregistrement devient un spectrogramme : l’intensité de chaque fréquence, instant par instant. Un réseau convolutif de ${parameters} nombres regarde ${seconds} secondes à la fois. Ce qui reste constant dans une bande, et ce que toutes les bandes font ensemble, est d’abord retiré, pour que ni le bourdonnement d’une pièce, ni le son d’un micro, ni un appareil qui règle seul son niveau ne puissent compter. Ce que disent les différents passages est réuni en une probabilité de chaud et une probabilité de verse.`,
    trap: 'Il y a un piège dans ces enregistrements : dans les trois quarts d’entre eux, toutes les verses chaudes ont été faites au cours d’une séance et presque toutes les froides au cours de deux autres. Un modèle pourrait apprendre la pièce et sembler connaître l’eau. Chaque verse a donc été jugée par des modèles qui n’avaient jamais entendu la séance dont elle vient.',
  },

  trust: {
    heading: 'Combien de fois il a eu raison',
    intro: (seeds) =>
      `Tout ceci est mesuré sur des verses et des sons que le modèle qui juge n’avait jamais entendus, en moyenne sur des modèles entraînés ${seeds} fois à partir de débuts aléatoires différents.`,
    rows: {
      bySession: {
        sentence:
          'des verses bien reconnues, chaudes ou froides, par des modèles qui n’avaient jamais entendu leur séance.',
        detail: (pours, interval) =>
          `${pours} verses ; intervalle à 95 % : ${interval}. C’est le chiffre à retenir.`,
      },
      byVessel: {
        sentence:
          'bien reconnues par des modèles qui n’avaient jamais entendu une tasse de ce genre.',
        detail: (pours, interval) => `${pours} verses ; intervalle à 95 % : ${interval}.`,
      },
      seedProtocol: {
        sentence:
          'bien reconnues dans les deux premières séances, par des modèles qui n’avaient entendu que les suivantes.',
        detail: (pours, interval) => `${pours} verses ; intervalle à 95 % : ${interval}.`,
      },
      confident: {
        sentence: (confidence) => `de verdicts justes là où il disait ${confidence} ou plus.`,
        detail: (share, interval) =>
          `C’était le cas de ${share} de ses verdicts ; intervalle à 95 % : ${interval}.`,
      },
      unsure: {
        sentence: 'des verses jugées « incertain ».',
        detail:
          'Pour celles-ci aussi, les chiffres ci-dessus comptent le plus probable, du chaud ou du froid.',
      },
      rejected: {
        sentence: 'des autres sons jugés « pas de verse », comme il se doit.',
        detail: (sounds) => `${sounds} sons : pluie, vagues, feu, chiens et autres.`,
      },
      kept: {
        sentence: 'des verses prises pour des verses.',
        detail: (pours) => `${pours} verses.`,
      },
    },
    byTemperature: 'Bien reconnues à chaque température',
    columns: { temperature: 'Eau', pours: 'Verses', right: 'Justes' },
    source: (version, date) =>
      `Modèle ${version} du ${date}. La page tire ces chiffres du rapport du modèle lui-même au moment où elle est construite.`,
  },

  limits: {
    heading: 'Où ne pas s’y fier',
    onePerson:
      'Toutes les verses sont d’une seule personne, avec un seul téléphone, presque toujours dans un même logement. Ce que cela donne avec d’autres bouilloires, tasses, téléphones et cuisines n’a pas été mesuré. Attendez-vous à de moins bons verdicts.',
    presets: (temperatures) =>
      `Les verses chaudes étaient aux températures que propose une bouilloire américaine : ${temperatures}.`,
    between: (coldMax, hotMin) =>
      `Entre ${coldMax} et ${hotMin}, il n’a rien appris. Il y rend quand même un verdict, et ce verdict ne veut rien dire.`,
    estimate:
      'La température à côté d’un verdict « chaud » est une estimation parmi ces seules températures chaudes, avec l’intervalle qui en contenait neuf sur dix. De l’eau froide, il ne peut rien dire.',
    chosen:
      'Les réglages du modèle ont été choisis d’après les mêmes verses mises à part ; les chiffres le flattent donc un peu.',
    scalding: 'Ne l’utilisez jamais là où un faux verdict pourrait ébouillanter quelqu’un.',
  },

  privacy: {
    heading: 'Ce que deviennent vos enregistrements',
    points: [
      'Ils restent sur cet appareil. La page les ouvre, les écoute et les juge toute seule ; il n’y a aucun serveur où les envoyer.',
      'Le micro n’est activé qu’à partir du moment où vous appuyez sur « Écouter », et jusqu’à l’arrêt.',
      'Pas de cookies, pas de mesure d’audience, rien qui vienne d’autres sites.',
      'Ce navigateur conserve votre choix de °F ou de °C, vos résultats avec leurs enregistrements, sauf si vous désactivez cela au-dessus d’eux, et les verses froides de vos tasses. Supprimez chacun là où il est affiché ; pour tout supprimer, effacez les données de ce site dans les réglages du navigateur.',
    ],
  },

  licences: {
    heading: 'Licences et remerciements',
    points: [
      'Le code est sous licence MIT. Les logiciels d’autres auteurs dans cette page sont [listés avec leurs licences](licences.md).',
      `Le modèle est sous [CC BY-SA 2.0](${CC_BY_SA}).`,
      `Les verses sur lesquelles il a appris, et les enregistrements d’exemple s’il y en a, sont [de Chris Jeakle](${RECORDINGS}), [CC BY-SA 2.0](${CC_BY_SA}). Il a créé le premier Hot or Cold, en 2020.`,
      `Les sons qui ne sont pas des verses viennent d’[ESC-10](${ESC_10}) et d’[ESC-50](${ESC_50}), réunis par Karol J. Piczak auprès d’auteurs de Freesound, CC BY 3.0, CC BY et CC0.`,
      'Les verses de synthèse sont dans le domaine public, CC0 1.0.',
    ],
    code: (address) => `Le code est [public](${address}).`,
  },
};
