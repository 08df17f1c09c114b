/** The guide. Links are written [words](address), see prose.tsx. */

import type { Recorder } from '../links.ts';
import { AGRAWAL, BI, MINNAERT } from '../links.ts';
import type { GuideSection } from '../message-types.ts';

export const guide = {
  heading: 'How to record a good pour',
  lede: 'Any phone or laptop will do. What matters is where it stands, how quiet the room is, and that nothing “improves” the sound on its way.',
  recordings: {
    browser: {
      heading: 'In this page, with Listen',
      steps: [
        'Put the phone or laptop half a metre (20 inches) from the cup, where nothing splashes on it.',
        'Press [Listen](#/), and let the page use the microphone if the browser asks.',
        'Wait a second, then pour for three seconds or more.',
        'It stops by itself when the pour is over, and the recording is among the verdicts.',
      ],
      note: 'The page asks the device to leave echo cancellation, noise suppression and automatic gain off. If the device keeps one of them on, the page says so.',
    },
    iphone: {
      heading: 'iPhone, with Voice Memos',
      steps: [
        'Open Voice Memos and press the red button.',
        'Wait a second, pour for three seconds or more, and press the button again to stop.',
        'Tap the recording, then the three dots, then Share, then Save to Files.',
        'On this page press [Choose recordings](#/) and find the recording in Files.',
      ],
      note: 'Leave Enhance Recording off. In Settings, under Voice Memos, either audio quality will do on the iPhone itself; on another computer only Safari opens Lossless.',
    },
    android: {
      heading: 'Android, with Recorder',
      steps: [
        'Open the app that records sound: Recorder on a Pixel, Voice Recorder on a Samsung, something like it elsewhere.',
        'If it offers noise reduction, a clear voice or an interview mode, switch that off; if it offers a quality, take the highest.',
        'Press the red button, wait a second, pour for three seconds or more, and stop.',
        'Share the recording as an audio file and save it to the phone.',
        'On this page press [Choose recordings](#/) and find the recording.',
      ],
    },
    windows: {
      heading: 'Windows, with Sound Recorder',
      steps: [
        'In Settings, under System and Sound, choose your microphone and switch its audio enhancements off.',
        'Open Sound Recorder. In its settings choose WAV or FLAC as the format, or the highest quality of M4A.',
        'Press the record button, wait a second, pour for three seconds or more, and stop.',
        'The recording is in your Documents, in the folder Sound Recordings. Drop it on [this page](#/).',
      ],
    },
    mac: {
      heading: 'Mac, with Voice Memos or QuickTime Player',
      steps: [
        'If the menu bar offers a microphone mode while you record, choose Standard, not Voice Isolation.',
        'In Voice Memos press the red button. Or, in QuickTime Player, choose New Audio Recording from the File menu, set the quality beside the red button to High, and press it.',
        'Wait a second, pour for three seconds or more, and stop.',
        'Drag the recording out of the list of Voice Memos to the desktop, or save it in QuickTime Player. Then drop it on [this page](#/).',
      ],
      note: 'Lossless in Voice Memos, and Maximum in QuickTime Player, can make recordings that only Safari opens.',
    },
  } as const satisfies Record<Recorder, GuideSection>,

  helps: {
    heading: 'What helps',
    points: [
      'Half a metre (20 inches) from microphone to cup. Much nearer, splashes overload it; much farther, the room is louder than the pour.',
      'A quiet room. Switch off the fan, the extractor hood and the music, and let the kettle go silent.',
      'Start recording before you pour, so that the beginning is there.',
      'Pour for three seconds or more, in one go. The model hears about two seconds at a time and wants several such stretches.',
      'One pour a recording.',
      'WAV or FLAC, or M4A and MP3 of high quality. Strong compression, as in voice messages, costs right verdicts.',
      'Noise suppression off. It is made to keep voices and to take away steady hiss, and a pour is just that: it takes away what the model listens for.',
    ],
  },

  fails: {
    heading: 'What does not work',
    between: (coldMax: string, hotMin: string) =>
      `Water between ${coldMax} and ${hotMin}. The model has learned nothing there, and a verdict means nothing.`,
    points: [
      'A kettle that is still noisy. The noise covers the pour, and if it goes on it may pass for a pour itself.',
      'Video calls and voice messages. Such apps take noise away, and the pour with it.',
      'Taps, showers and other drinks. The model learned from water poured into cups.',
      'Anything where a wrong verdict could scald somebody. Use a thermometer.',
    ],
  },

  why: {
    heading: 'Why hot and cold sound different',
    lines: [
      'What you hear in a pour is mostly bubbles. The stream pulls air under water, and each bubble rings like a tiny bell.',
      `The larger the bubble, the lower its tone. [Minnaert](${MINNAERT}) worked it out in 1933: a bubble of 1 mm radius rings near 3.3 kHz, one of 3 mm near 1.1 kHz.`,
      `Hot water is thinner than cold. High-speed pictures show that pouring it makes larger bubbles, and more of them ([Bi and others, 2024](${BI})).`,
      'So hot water has more of the low tones and less of the high ones. That the bubbles are the reason is what those authors suppose; it is not proven.',
      'The cup plays along. In a cold pour the ringing of cup and bubbles stands out, in a hot one the column of air above the water (Peng and Reiss, 2018).',
      'As the cup fills, that column gets shorter and its tone rises. This happens hot or cold.',
      `People learn all this without being told: adults tell hot from cold 80 to 93 % of the time, children under six not yet ([Agrawal and others, 2020](${AGRAWAL})).`,
      'Nor was the model told. It was given spectrograms of pours, and which were hot and which were cold.',
      'What is constant in a band, and what all bands do together, is taken away before it looks. So it goes by how the bands flicker beside each other, not by how loud they are.',
      'It may therefore listen for something else than you do.',
    ],
    sources: 'Sources',
    andOthers: (author: string) => `${author} and others`,
    reference: (authors: string, work: string) => `${authors}: ${work}`,
  },

  compare: {
    heading: 'See and hear the difference',
    reading:
      'Time runs from left to right. Low tones are at the bottom, high ones at the top, and the lighter a spot, the louder.',
    recorded: 'Two recorded pours, as the model in this page has just seen them.',
    synthesised:
      'Two synthesised pours, as the model in this page has just seen them. The page made them from measurements of real pours.',
    pour: {
      hot: (degrees: string) => `A hot pour, ${degrees}`,
      cold: (degrees: string) => `A cold pour, ${degrees}`,
    },
    /** What to look for in each picture. */
    look: {
      recorded: {
        cold: 'Fine specks all over, most of them above 1 kHz: small bubbles, each with a short high tone.',
        hot: 'A light band climbs from below 1 kHz to near 2 kHz while the cup fills: the column of air. Fewer specks above it, more upright strokes.',
      },
      synthesised: {
        cold: 'Separate light blotches, most of them between 1 and 4 kHz, with gaps between them: the sound comes in bursts.',
        hot: 'A light band climbs from below 1 kHz to above 1.5 kHz while the cup fills: the column of air. Around it, fine upright strokes, close together.',
      },
    },
    retry: 'Try again',
  },
} as const;
