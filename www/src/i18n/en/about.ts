/** The about page. Links are written [words](address), see prose.tsx. No figure is written here. */
import { CC_BY_SA, ESC_10, ESC_50, RECORDINGS } from '../links.ts';

export const about = {
  heading: 'How it works, and how far to trust it',
  lede: 'A small neural network listens inside this page. Here is what it learned from, how often it was right, and where nobody has tried it.',

  made: {
    heading: 'How the model was made',
    training: (pours: string, otherSounds: string, synthesised: string) =>
      `It learned from ${pours} recorded pours by Chris Jeakle, each with the temperature of its water, and from ${otherSounds} sounds that are not pours, from ESC-10 and ESC-50. To begin with, it heard ${synthesised} synthesised pours, made by formula.`,
    network: (parameters: string, seconds: string) =>
      `A recording becomes a spectrogram: how loud each tone is, moment by moment. A convolutional network of ${parameters} numbers looks at ${seconds} seconds at a time. What stays the same in a band, and what all bands do together, is taken away first, so that neither the hum of a room, nor the sound of a microphone, nor a recorder that turns itself up and down can count. What the windows say is put together into a chance of hot and a chance of a pour.`,
    trap: 'There is a trap in these recordings: in three quarters of them, all hot pours were made in one session and nearly all cold ones in two others. A model could learn the room and seem to know the water. So each pour was judged by models that never heard the session it comes from.',
  },

  trust: {
    heading: 'How often it was right',
    intro: (seeds: string) =>
      `All of this is measured on pours and sounds that the judging model had never heard, as the mean of models trained ${seeds} times from different random beginnings.`,
    rows: {
      bySession: {
        sentence: 'of pours told right, hot from cold, by models that never heard their session.',
        detail: (pours: string, interval: string) =>
          `${pours} pours; 95 % interval ${interval}. This is the figure to go by.`,
      },
      byVessel: {
        sentence: 'told right by models that never heard a cup of that kind.',
        detail: (pours: string, interval: string) => `${pours} pours; 95 % interval ${interval}.`,
      },
      seedProtocol: {
        sentence:
          'told right of the two earliest sessions, by models that heard only the later ones.',
        detail: (pours: string, interval: string) => `${pours} pours; 95 % interval ${interval}.`,
      },
      confident: {
        sentence: (confidence: string) => `right where it said ${confidence} or more.`,
        detail: (share: string, interval: string) =>
          `That was ${share} of its verdicts; 95 % interval ${interval}.`,
      },
      unsure: {
        sentence: 'of pours called unsure.',
        detail: 'The figures above count the likelier of hot and cold for these, too.',
      },
      rejected: {
        sentence: 'of other sounds called not pouring, as they should be.',
        detail: (sounds: string) => `${sounds} sounds: rain, sea waves, fire, dogs and others.`,
      },
      kept: {
        sentence: 'of pours taken for pours.',
        detail: (pours: string) => `${pours} pours.`,
      },
    },
    byTemperature: 'Told right at each temperature',
    columns: { temperature: 'Water', pours: 'Pours', right: 'Right' },
    source: (version: string, date: string) =>
      `Model ${version} of ${date}. The page takes these figures from the model’s own report when it is built.`,
  },

  limits: {
    heading: 'Where not to trust it',
    onePerson:
      'All pours are by one person, with one phone, mostly in one home. How it does with other kettles, cups, phones and kitchens is not measured. Expect it to do worse there.',
    presets: (temperatures: string) =>
      `The hot pours had the temperatures that an American kettle offers: ${temperatures}.`,
    between: (coldMax: string, hotMin: string) =>
      `Between ${coldMax} and ${hotMin} it has learned nothing. It still gives a verdict there, and that verdict means nothing.`,
    estimate:
      'The temperature beside a hot verdict is an estimate among just these, with the interval that held nine in ten of them. Of cold water it cannot tell.',
    chosen:
      'The settings of the model were chosen by the same held-out pours, so the figures flatter it a little.',
    scalding: 'Never use it where a wrong verdict could scald somebody.',
  },

  privacy: {
    heading: 'What happens to your recordings',
    points: [
      'They stay on this device. The page opens, hears and judges them by itself; there is no server to send them to.',
      'The microphone is on only from Listen until it stops.',
      'No cookies, no analytics, nothing loaded from other sites.',
      'This browser keeps your choice of °F or °C, your results with their recordings unless you switch that off above them, and the cold pours of your cups. Remove each of them where it is shown; to remove everything, delete the data of this site in the settings of the browser.',
    ],
  },

  licences: {
    heading: 'Licences and thanks',
    points: [
      'The code is under the MIT licence. The software of others in this page is [listed with its licences](licences.md).',
      `The model is under [CC BY-SA 2.0](${CC_BY_SA}).`,
      `The pours it learned from, and the example recordings where there are any, are [by Chris Jeakle](${RECORDINGS}), [CC BY-SA 2.0](${CC_BY_SA}). He built the first Hot or Cold, in 2020.`,
      `The sounds that are not pours are from [ESC-10](${ESC_10}) and [ESC-50](${ESC_50}), collected by Karol J. Piczak from authors on Freesound, CC BY 3.0, CC BY and CC0.`,
      'Synthesised pours are in the public domain, CC0 1.0.',
    ],
    code: (address: string) => `The code is [public](${address}).`,
  },
} as const;
