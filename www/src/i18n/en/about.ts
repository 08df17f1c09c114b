/** Messages of the about page, without figures. Links: [words](address), see LinkedText. */
import { CC_BY_SA, ESC_10, ESC_50, RECORDINGS, SOUND_OF_WATER } from '../links.ts';

export const about = {
  heading: 'How it works, and how far to trust it',
  lede: 'A small neural network runs inside this page. Here’s what it learned from, how often it was right, and where not to trust it.',

  made: {
    heading: 'How the model was made',
    training: (pours: string, otherSounds: string, synthesised: string) =>
      `It learned from ${pours} recorded pours by Chris Jeakle, each with the temperature of its water, and from ${otherSounds} sounds from ESC-10 and ESC-50 that aren’t pours. Before that, it was trained on ${synthesised} computer-generated pours.`,
    network: (parameters: string, seconds: string) =>
      `A recording becomes a spectrogram: how loud each tone is, moment by moment. A convolutional network with ${parameters} parameters looks at ${seconds} seconds at a time. Whatever stays the same in a band, and whatever all bands do together, is removed first. So it can’t go by the hum of a room, the sound of a microphone or a recorder that adjusts its own volume. The results for all these stretches are combined into a chance of hot and a chance of a pour.`,
    trap: 'There’s a trap in these recordings: in three quarters of them, all hot pours were made in one session and nearly all cold ones in two others. A model could learn the room and seem to know the water. So each pour was judged by models that had never heard the session it comes from.',
  },

  trust: {
    heading: 'How often it was right',
    otherKitchens: {
      intro: (pours: string, cups: string, kitchens: string) =>
        `Measured on ${pours} pours by other people, into ${cups} cups in ${kitchens} kitchens, recorded with another phone ([Sound of Water 50](${SOUND_OF_WATER})). The network wasn’t trained on them, but its settings were chosen using them. For each night, the line between hot and cold comes from the other nights’ recordings. The water was near boiling or at room temperature.`,
      rows: {
        right: {
          sentence: 'of its hot and cold verdicts were right in kitchens it had never heard.',
          detail: (right: string, of: string, interval: string) =>
            `${right} of ${of}; 95% interval ${interval}. This is the figure to go by.`,
        },
        confidentRight: {
          sentence: (confidence: string) =>
            `right there when the model was ${confidence} sure or more.`,
          detail: (right: string, of: string, interval: string) =>
            `${right} of ${of}; 95% interval ${interval}.`,
        },
        firm: {
          sentence: 'of pours there called hot or cold.',
          detail: (firm: string, of: string) =>
            `${firm} of ${of}. The others were called unsure or “no pour heard”.`,
        },
      },
    },
    home: {
      heading: 'Where it learned: figures that flatter it',
      intro: (seeds: string) =>
        `Here, water was poured by the same person as for its training, with the same phone and mostly in the same home. That’s easier than your kitchen. Still, each model judged only what it had never heard. Each figure is the average over models trained ${seeds} times from different random starting points.`,
      rows: {
        bySession: {
          sentence: 'of pours judged correctly by models that had never heard their session.',
          detail: (pours: string, interval: string) => `${pours} pours; 95% interval ${interval}.`,
        },
        byVessel: {
          sentence: 'judged correctly by models that had never heard that kind of cup.',
          detail: (pours: string, interval: string) => `${pours} pours; 95% interval ${interval}.`,
        },
        seedProtocol: {
          sentence:
            'of the two earliest sessions judged correctly by models that had heard only the later ones.',
          detail: (pours: string, interval: string) => `${pours} pours; 95% interval ${interval}.`,
        },
        confident: {
          sentence: (confidence: string) => `right when the model was ${confidence} sure or more.`,
          detail: (share: string, interval: string) =>
            `That was ${share} of its results; 95% interval ${interval}.`,
        },
        unsure: {
          sentence: 'of pours called unsure.',
          detail:
            'In the other figures of this list, these count as hot or cold, whichever was likelier.',
        },
        rejected: {
          sentence: 'of other sounds correctly called “no pour heard”.',
          detail: (sounds: string) => `${sounds} sounds: rain, sea waves, fire, dogs and others.`,
        },
        kept: {
          sentence: 'of pours recognised as pours.',
          detail: (pours: string) => `${pours} pours.`,
        },
      },
    },
    byTemperature: 'Judged correctly where it learned, by temperature',
    columns: { temperature: 'Water', pours: 'Pours', right: 'Right' },
    source: (version: string, date: string) =>
      `Model ${version}, ${date}. The figures come from the model’s own reports.`,
  },

  limits: {
    heading: 'Where not to trust it',
    onePerson: (kitchens: string, coldCalledHot: string, hotCalledCold: string) =>
      `It learned from one person’s pours, with one phone, mostly in one home. Elsewhere, it’s wrong far more often: in ${kitchens} other kitchens, it called ${coldCalledHot} of the cold pours hot and ${hotCalledCold} of the hot ones cold. Nobody has measured yours.`,
    presets: (temperatures: string) =>
      `The hot pours it learned from were at an American kettle’s presets: ${temperatures}.`,
    between: (coldMax: string, hotMin: string) =>
      `It wasn’t trained on anything between ${coldMax} and ${hotMin}. You’ll still get a result there, but it means nothing.`,
    estimate:
      'The temperature range shown with a hot result included the true temperature for nine in ten pours where it learned. The model can’t estimate how cold cold water is.',
    chosen:
      'The model’s settings were chosen with those same pours, so the figures from there flatter it a little more.',
    scalding: 'Never use it where a wrong result could scald somebody.',
  },

  privacy: {
    heading: 'What happens to your recordings',
    points: [
      'They stay on this device. The page opens and checks them by itself; there’s no server to send them to.',
      'The microphone is on only while the page is listening.',
      'No cookies, no analytics, nothing loaded from other sites.',
      'This browser saves your choice of language and of °F or °C, your results with their recordings (unless you turn off saving on the home page), and the pours of your cups. You can remove each where it’s shown. To remove everything, delete this site’s data in your browser’s settings.',
    ],
  },

  licences: {
    heading: 'Licences and thanks',
    points: [
      'The code is under the MIT licence. Third-party software is [listed with its licences](licences.md).',
      `The model is under [CC BY-SA 2.0](${CC_BY_SA}).`,
      `The pours it learned from, and any example recordings, are [by Chris Jeakle](${RECORDINGS}), [CC BY-SA 2.0](${CC_BY_SA}). He built the first Hot or Cold, in 2020.`,
      `The sounds that aren’t pours are from [ESC-10](${ESC_10}) and [ESC-50](${ESC_50}), collected by Karol J. Piczak from authors on Freesound, CC BY 3.0, CC BY and CC0.`,
      'Computer-generated pours are in the public domain, CC0 1.0.',
    ],
    code: (address: string) => `The code is [public](${address}).`,
  },
} as const;
