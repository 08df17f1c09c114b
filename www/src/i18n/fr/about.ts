/** Messages of the about page, without figures. Links: [words](address), see LinkedText. */
import { CC_BY_SA, ESC_10, ESC_50, RECORDINGS, SOUND_OF_WATER } from '../links.ts';
import type { AboutMessages } from '../messages.ts';

export const about: AboutMessages = {
  heading: 'Comment ça marche, et jusqu’où s’y fier',
  lede: 'Un petit réseau de neurones tourne dans cette page. Voici sur quoi il a appris, combien de fois il a eu raison, et quand ne pas s’y fier.',

  made: {
    heading: 'Comment le modèle a été créé',
    training: (pours, otherSounds, synthesised) =>
      `Il a appris sur ${pours} enregistrements d’eau versée par Chris Jeakle, chacun avec la température de l’eau, et sur ${otherSounds} autres sons tirés d’ESC-10 et d’ESC-50. Avant cela, il a été entraîné sur ${synthesised} extraits générés par ordinateur.`,
    network: (parameters, seconds) =>
      `Un enregistrement devient un spectrogramme : l’intensité de chaque fréquence, instant par instant. Un réseau convolutif de ${parameters} paramètres regarde ${seconds} secondes à la fois. Ce qui reste constant dans une bande, et ce que toutes les bandes font ensemble, est d’abord retiré. Il ne peut donc pas se fier au bourdonnement d’une pièce, au son d’un micro ou à un appareil qui règle lui-même son volume. Les résultats de tous les passages sont réunis en deux probabilités : que l’eau soit chaude, et qu’il s’agisse bien d’eau versée.`,
    trap: 'Ces enregistrements cachent un piège : dans les trois quarts d’entre eux, tout le chaud vient d’une seule séance et presque tout le froid de deux autres. Un modèle pourrait reconnaître la pièce et sembler reconnaître l’eau. Chaque enregistrement a donc été jugé par des modèles qui n’avaient jamais entendu sa séance.',
  },

  trust: {
    heading: 'Combien de fois il a eu raison',
    otherKitchens: {
      intro: (pours, cups, kitchens) =>
        `Mesuré sur ${pours} enregistrements d’autres personnes, avec un autre téléphone, dans ${kitchens} cuisines et avec ${cups} tasses ([Sound of Water 50](${SOUND_OF_WATER})). Le réseau n’a pas été entraîné avec eux, mais ils ont servi à choisir ses réglages. Pour chaque soirée, la limite entre chaud et froid vient des enregistrements des autres soirées. L’eau était presque bouillante ou à température ambiante.`,
      rows: {
        right: {
          sentence:
            'de ses verdicts « chaud » ou « froid » étaient justes, dans des cuisines qu’il n’avait jamais entendues.',
          detail: (right, of, interval) =>
            `${right} sur ${of} ; intervalle à 95 % : ${interval}. C’est le chiffre à retenir.`,
        },
        confidentRight: {
          sentence: (confidence) =>
            `justes dans ces cuisines quand le modèle était sûr à ${confidence} ou plus.`,
          detail: (right, of, interval) => `${right} sur ${of} ; intervalle à 95 % : ${interval}.`,
        },
        firm: {
          sentence: 'de ces enregistrements jugés chauds ou froids.',
          detail: (firm, of) =>
            `${firm} sur ${of}. Les autres ont été jugés incertains, ou « pas d’eau versée ».`,
        },
      },
    },
    home: {
      heading: 'Là où il a appris : des chiffres flatteurs',
      intro: (seeds) =>
        `Ici, l’eau est versée par la même personne que pendant l’apprentissage, avec le même téléphone et presque toujours dans le même logement. C’est plus facile que dans votre cuisine. Aucun modèle n’avait pourtant déjà entendu ce qu’il jugeait. Chaque chiffre est la moyenne de modèles entraînés ${seeds} fois à partir de points de départ aléatoires différents.`,
      rows: {
        bySession: {
          sentence:
            'des enregistrements bien jugés par des modèles qui n’avaient jamais entendu leur séance.',
          detail: (pours, interval) =>
            `${pours} enregistrements ; intervalle à 95 % : ${interval}.`,
        },
        byVessel: {
          sentence: 'bien jugés par des modèles qui n’avaient jamais entendu ce genre de tasse.',
          detail: (pours, interval) =>
            `${pours} enregistrements ; intervalle à 95 % : ${interval}.`,
        },
        seedProtocol: {
          sentence:
            'des deux premières séances bien jugés par des modèles qui n’avaient entendu que les suivantes.',
          detail: (pours, interval) =>
            `${pours} enregistrements ; intervalle à 95 % : ${interval}.`,
        },
        confident: {
          sentence: (confidence) => `justes quand le modèle était sûr à ${confidence} ou plus.`,
          detail: (share, interval) =>
            `C’était le cas de ${share} de ses résultats ; intervalle à 95 % : ${interval}.`,
        },
        unsure: {
          sentence: 'des enregistrements jugés incertains.',
          detail:
            'Dans les autres chiffres de cette liste, ils comptent comme chauds ou froids, selon le plus probable.',
        },
        rejected: {
          sentence: 'des autres sons classés à raison « pas d’eau versée ».',
          detail: (sounds) => `${sounds} sons : pluie, vagues, feu, chiens et autres.`,
        },
        kept: {
          sentence: 'des enregistrements d’eau versée reconnus comme tels.',
          detail: (pours) => `${pours} enregistrements.`,
        },
      },
    },
    byTemperature: 'Bien jugés là où il a appris, selon la température',
    columns: { temperature: 'Eau', pours: 'Essais', right: 'Justes' },
    source: (version, date) =>
      `Modèle ${version} du ${date}. Les chiffres viennent des rapports du modèle lui-même.`,
  },

  limits: {
    heading: 'Quand ne pas s’y fier',
    onePerson: (kitchens, coldCalledHot, hotCalledCold) =>
      `Il a appris d’une seule personne, avec un seul téléphone, presque toujours dans le même logement. Ailleurs, il se trompe bien plus souvent : dans ${kitchens} autres cuisines, il a pris de l’eau froide pour de la chaude ${coldCalledHot} fois, et l’inverse ${hotCalledCold} fois. Dans la vôtre, personne n’a rien mesuré.`,
    presets: (temperatures) =>
      `L’eau chaude de l’apprentissage était aux températures préréglées d’une bouilloire américaine : ${temperatures}.`,
    between: (coldMax, hotMin) =>
      `Entre ${coldMax} et ${hotMin}, il n’a pas été entraîné. Vous aurez quand même un résultat, mais il ne voudra rien dire.`,
    estimate:
      'Là où il a appris, la plage affichée avec un résultat chaud contenait la vraie température pour neuf enregistrements sur dix. Le modèle ne sait pas estimer à quel point une eau froide est froide.',
    chosen:
      'Les réglages du modèle ont été choisis avec ces mêmes enregistrements : les chiffres obtenus là le flattent donc encore un peu plus.',
    scalding: 'Ne l’utilisez jamais là où un résultat faux pourrait ébouillanter quelqu’un.',
  },

  privacy: {
    heading: 'Ce que deviennent vos enregistrements',
    points: [
      'Ils restent sur cet appareil. La page les ouvre et les analyse elle-même ; il n’y a aucun serveur où les envoyer.',
      'Le micro n’est ouvert que du moment où vous appuyez sur « Écouter » jusqu’à l’arrêt.',
      'Pas de cookies, pas de mesure d’audience, rien qui vienne d’autres sites.',
      'Ce navigateur conserve votre choix de langue et de °F ou °C, vos résultats avec leurs enregistrements (sauf si vous désactivez la conservation sur la page d’accueil) et les enregistrements de vos tasses. Vous pouvez retirer chacun là où il est affiché. Pour tout effacer, supprimez les données de ce site dans les réglages du navigateur.',
    ],
  },

  licences: {
    heading: 'Licences et remerciements',
    points: [
      'Le code est sous licence MIT. Les logiciels tiers sont [listés avec leurs licences](licences.md).',
      `Le modèle est sous [CC BY-SA 2.0](${CC_BY_SA}).`,
      `Les enregistrements sur lesquels il a appris, et les éventuels enregistrements d’exemple, sont [de Chris Jeakle](${RECORDINGS}), [CC BY-SA 2.0](${CC_BY_SA}). Il a créé le premier Hot or Cold, en 2020.`,
      `Les autres sons viennent d’[ESC-10](${ESC_10}) et d’[ESC-50](${ESC_50}), réunis par Karol J. Piczak auprès d’auteurs de Freesound, CC BY 3.0, CC BY et CC0.`,
      'Les extraits générés par ordinateur sont dans le domaine public, CC0 1.0.',
    ],
    code: (address) => `Le code est [public](${address}).`,
  },
};
