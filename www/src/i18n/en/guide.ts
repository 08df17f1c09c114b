/** Messages of the guide. Links are written [words](address), see LinkedText. */

import type { RecordingDevice } from '../links.ts';
import { AGRAWAL, BI, MINNAERT } from '../links.ts';
import type { GuideSection } from '../message-types.ts';

export const guide = {
  heading: 'How to record a good pour',
  lede: 'Any phone or laptop will do. What matters is where you put it, how quiet the room is, and that nothing “improves” the sound.',
  recordings: {
    browser: {
      heading: 'On this page, with Listen',
      steps: [
        'Put your phone or laptop about 50 cm (20 in) from the cup, out of reach of splashes.',
        'Press [Listen](#/). If your browser asks, allow the microphone.',
        'Wait a second, then pour for three seconds or more.',
        'It stops on its own when you’ve finished, and shows your result.',
      ],
      note: 'The page asks your device to turn off echo cancellation, noise suppression and automatic gain, and tells you if it won’t. On a keyboard, Space starts and stops listening.',
    },
    iphone: {
      heading: 'iPhone, with Voice Memos',
      steps: [
        'Open Voice Memos and press the red button.',
        'Wait a second, pour for three seconds or more, and press the button again to stop.',
        'Tap the recording, then the three dots, then Share, then Save to Files.',
        'On this page, press [Choose recordings](#/) and find the recording in Files.',
      ],
      note: 'Leave Enhance Recording off. If you’ll open the recording on another computer, choose Compressed in Settings, under Voice Memos: only Safari opens Lossless.',
    },
    android: {
      heading: 'Android, with Recorder',
      steps: [
        'Open your recording app: Recorder on a Pixel, Voice Recorder on a Samsung, or something similar.',
        'If it has noise reduction, a clear voice or an interview mode, turn that off. Choose the highest quality it offers.',
        'Press the red button, wait a second, pour for three seconds or more, and stop.',
        'Share the recording as an audio file and save it to the phone.',
        'On this page, press [Choose recordings](#/) and find the recording.',
      ],
    },
    windows: {
      heading: 'Windows, with Sound Recorder',
      steps: [
        'In Settings, under System and Sound, choose your microphone and turn off its audio enhancements.',
        'Open Sound Recorder. In its settings, choose WAV or FLAC, or M4A at the highest quality.',
        'Press the record button, wait a second, pour for three seconds or more, and stop.',
        'You’ll find the recording in Documents, in the folder Sound Recordings. Drop it on [this page](#/).',
      ],
    },
    mac: {
      heading: 'Mac, with Voice Memos or QuickTime Player',
      steps: [
        'If the menu bar offers a microphone mode while you record, choose Standard, not Voice Isolation.',
        'In Voice Memos, press the red button. Or, in QuickTime Player, choose New Audio Recording from the File menu, set the quality next to the red button to High, and press the button.',
        'Wait a second, pour for three seconds or more, and stop.',
        'Drag the recording out of the list of Voice Memos to the desktop, or save it in QuickTime Player. Then drop it on [this page](#/).',
      ],
      note: 'Lossless in Voice Memos, and Maximum in QuickTime Player, can make recordings that only Safari opens.',
    },
  } as const satisfies Record<RecordingDevice, GuideSection>,

  helps: {
    heading: 'What helps',
    points: [
      'About 50 cm (20 in) from microphone to cup. Much closer, splashes overload it; much farther away, the room is louder than the pour.',
      'A quiet room. Turn off the fan, the extractor hood and the music, and wait for the kettle to go quiet.',
      'Start recording before you pour, so you don’t miss the start.',
      'Pour for three seconds or more, in one go. The model looks at two seconds at a time and does better with several such stretches.',
      'Pause for two seconds between pours. Each gets its own verdict.',
      'WAV or FLAC, or M4A and MP3 at high quality. Strong compression, as in voice messages, makes it wrong more often.',
      'Noise suppression off. It’s made to keep voices and remove steady hiss, and to it a pour is just steady hiss.',
    ],
  },

  fails: {
    heading: 'What doesn’t work',
    between: (coldMax: string, hotMin: string) =>
      `Water between ${coldMax} and ${hotMin}. The model wasn’t trained on it, so a result means nothing.`,
    points: [
      'A kettle that’s still noisy. The noise covers the pour, and may be mistaken for a pour.',
      'Video calls and voice messages. Those apps remove noise, and the pour with it.',
      'Taps, showers, and drinks other than water. The model learned from water poured into cups.',
      'Anything where a wrong result could scald somebody. Use a thermometer.',
    ],
  },

  why: {
    heading: 'Why hot and cold sound different',
    lines: [
      'What you hear in a pour is mostly bubbles. The stream pulls air under the water, and each bubble rings like a tiny bell.',
      `The bigger the bubble, the lower its tone. [Minnaert](${MINNAERT}) worked it out in 1933: a bubble of 1 mm radius rings near 3.3 kHz, one of 3 mm near 1.1 kHz.`,
      `Hot water is thinner than cold. High-speed videos show that pouring it makes bigger bubbles, and more of them ([Bi and others, 2024](${BI})).`,
      'So hot water has more of the low tones and less of the high ones. Those authors think that the bubbles are the reason, but it isn’t proven.',
      'The cup matters too. In a cold pour, the ringing of cup and bubbles stands out; in a hot one, the column of air above the water does (Peng and Reiss, 2018).',
      'As the cup fills, that column gets shorter and its tone rises, whether the water is hot or cold.',
      `People learn all this without being told: adults can tell hot from cold 80–93% of the time, but children under six can’t yet ([Agrawal and others, 2020](${AGRAWAL})).`,
      'Nobody told the model, either. It just got spectrograms of pours, labelled hot or cold.',
      'Whatever is constant in a band, and whatever all bands do together, is removed before it looks. So it goes by how the bands change relative to each other, not by how loud they are.',
      'So it may listen for something different from you.',
    ],
    sources: 'Sources',
    andOthers: (author: string) => `${author} and others`,
    reference: (authors: string, work: string) => `${authors}: ${work}`,
  },

  compare: {
    heading: 'See and hear the difference',
    reading:
      'Time runs from left to right. Low tones are at the bottom, high ones at the top. The lighter a spot, the louder it is.',
    recorded: 'Two recorded pours, as the model in this page sees them.',
    synthesised:
      'Two computer-generated pours, as the model in this page sees them. The page made them from measurements of real pours.',
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
