/**
 * The words of the first page, and of what is on every page.
 *
 * The same thing has the same name everywhere: recording, pour, verdict, hot, cold, unsure,
 * not pouring, chance of hot, chance of cold, chance of a pour, spectrogram.
 */
import type { LabelledProbability, Temperature, Verdict } from '../../classify/classification.ts';
import type { StorageProblem } from '../../history/storage-problem.ts';
import type { Label, VerdictCounts } from '../../results/verdict-counts.ts';
import { bytes, count, list, percent, type Scale, seconds, temperature } from '../format.ts';
import { CC_BY_SA } from '../links.ts';
import type { ErrorCode, ErrorValues } from '../message-types.ts';

const summaryWords: Record<keyof VerdictCounts, string> = {
  hot: 'hot',
  cold: 'cold',
  unsure: 'unsure',
  'not-pouring': 'not pouring',
  failed: 'failed',
};

function coldPours(count: number): string {
  return count === 1 ? '1 cold pour' : `${count} cold pours`;
}

export const home = {
  page: {
    title: 'Hot or Cold',
    tagline: 'Hear whether water is hot or cold.',
    privacy: 'Your recording stays on this device.',
    description:
      'Drop a recording of pouring water and read whether the water is hot or cold, worked out on your own device.',
    noScript:
      'Hot or Cold listens to your recording inside this page, so it needs JavaScript: switch it on and reload.',
    noSimd:
      'This browser is too old to listen: it lacks WebAssembly SIMD. Update it, or use Chrome or Edge 111, Firefox 115, Safari 16.4 or anything newer.',
    noWebAudio:
      'This browser cannot open recordings: it lacks Web Audio. Update it, or use a current Chrome, Edge, Firefox or Safari.',
  },

  listen: {
    heading: 'Listen to a pour',
    /** On the button. */
    start: 'Listen',
    cancel: 'Cancel',
    stop: 'Stop',
    /** In big type. */
    ready: 'Ready',
    done: 'Done',
    notListening: 'Not listening',
    starting: 'Starting …',
    listening: 'Listening …',
    pouring: 'Pouring …',
    instructions: 'Put the microphone near the cup, press Listen and pour. It stops by itself.',
    allowMicrophone: 'If the browser asks, let this page use the microphone.',
    pourNow: 'Pour now.',
    keepPouring: 'Keep pouring.',
    resultBelow: 'The recording is among the verdicts below.',
    stoppedAtLimit: 'Stopped after 5 minutes; the recording is among the verdicts below.',
    spectrogramPlaceholder: 'The sound will show here.',
    level: 'Level',
    description: (length: number) =>
      `Live spectrogram of the last ${seconds(length)}: the newest sound at the right, low tones at the bottom.`,
    processing: {
      echoCancellation: 'echo cancellation',
      noiseSuppression: 'noise suppression',
      autoGainControl: 'automatic gain',
    },
    processingStaysOn: (names: string[]) =>
      `This device keeps ${list(names)} on: take the verdict with care.`,
    interrupted: 'Something else on this device uses the microphone; it goes on after that.',
    gap: (length: number) =>
      `About ${seconds(length)} were not heard: the page was out of sight, or the microphone taken.`,
    afterGap: 'Pour on, or press Stop: the rest is kept.',
    liveResultsStopped: 'The live verdict stopped, the recording goes on: pour, then press Stop.',
    hints: {
      'too-quiet': 'Too quiet: move the microphone closer to the cup, or check that it is on.',
      clipping: 'Too loud: move the microphone away from the cup.',
      'no-water': 'Nothing sounded like pouring yet: move closer to the cup and pour.',
    },
    announcements: {
      listening: 'Listening.',
      pouring: 'Pouring.',
      verdict: (
        verdict: 'hot' | 'cold' | 'unsure',
        { of, probability }: LabelledProbability,
      ): string =>
        `${home.verdicts[verdict].word} so far, ${home.probabilities.inSentence[of]} ${percent(probability)}.`,
      stopped: 'Stopped.',
    },
    /** One sentence each: what is wrong, then what to do. */
    failures: {
      denied:
        'The microphone is not allowed on this page; allow it in the address bar or in the settings of the browser, then press Listen again.',
      forbidden:
        'The microphone is closed to this page by whoever serves or embeds it; open the page by its own address, or choose a recording.',
      'no-microphone':
        'There is no microphone on this device; plug one in and press Listen again, or choose a recording.',
      'in-use':
        'The microphone does not answer, perhaps because another app uses it; close that app and press Listen again.',
      unplugged:
        'The microphone was unplugged or switched off; what it heard until then is kept, and you can press Listen again.',
      insecure:
        'Browsers give the microphone only to pages with https addresses; open this page by its https address, or choose a recording.',
      unsupported:
        'This browser cannot listen live; update it, or record the pour with another app and choose the recording.',
      'not-started':
        'The microphone could not be started; reload the page and press Listen again, or choose a recording.',
    },
  },

  input: {
    heading: 'Your recording',
    choose: 'Choose recordings',
    chooseFolder: 'Choose a folder',
    orDrop: 'or drop them, or whole folders, anywhere on this page, or paste them',
    formats: 'Sound or video, anything this browser can play: m4a, mp3, wav, flac, ogg, mp4, mov …',
    dropNow: 'Let go, and we listen',
  },

  temperature: {
    show: { F: 'Show °F', C: 'Show °C' } satisfies Record<Scale, string>,
    estimate: ({ fahrenheit, low, high }: Temperature, scale: Scale) =>
      `About ${temperature(fahrenheit, scale)}, most likely between ${temperature(low, scale)} and ${temperature(high, scale)}.`,
  },

  examples: {
    heading: 'No recording at hand?',
    recorded: (learned: number) =>
      `Try one of these four recordings of a pour. ${learned === 1 ? 'The model learned from one of them.' : `The model learned from ${learned} of them.`}`,
    synthesised:
      "Try one of these four pours. They're synthesised: made by this page from measurements of real pours, not recorded.",
    kindRecorded: 'recorded pour',
    kindSynthesised: 'synthesised pour',
    fileName: (fahrenheit: number) => `synthesised-pour-${fahrenheit}f.wav`,
    badge: 'Synthesised',
    badgeNote: 'Made by this page from measurements of real pours, not recorded.',
    credit: (author: string) => `Recorded by ${author}`,
    unavailable: 'This example cannot be fetched; check your connection and try again.',
  },

  range: (hotMin: number, coldMax: number, scale: Scale) =>
    `Hot means ${temperature(hotMin, scale)} or more, cold ${temperature(coldMax, scale)} or less. The model has learned nothing in between.`,

  results: {
    heading: 'Verdicts',
    remove: 'Remove',
    removeNamed: (name: string) => `Remove ${name}`,
    retry: 'Retry',
    retryNamed: (name: string) => `Retry ${name}`,
    download: 'Download',
    downloadNamed: (name: string) => `Download ${name}`,
    details: 'Technical detail',
    player: (name: string) => `Play ${name}`,
  },

  history: {
    save: 'Keep results on this device',
    saved: (count: number, used: number | undefined) =>
      `${count === 1 ? '1 result is' : `${count} results are`} kept, nowhere else${used === undefined ? '' : `; this page takes ${bytes(used)}`}.`,
    deleteSaved: 'Remove what is kept',
    confirmDeleteSaved: (count: number) =>
      `Remove ${count === 1 ? 'the result that is' : `all ${count} results that are`} kept on this device? This cannot be undone.`,
    confirmDeleteAll: (count: number) =>
      `Remove all ${count} results, with what is kept of them on this device? This cannot be undone.`,
    removed: (name: string) => `${name} is removed.`,
    label: 'It was actually',
    labelNamed: (name: string) => `What ${name} actually was`,
    labels: { hot: 'Hot', cold: 'Cold', 'not-pouring': 'Not pouring' } satisfies Record<
      Label,
      string
    >,
    audioNotSaved: 'its audio is not kept any more',
    otherModel: (version: string) => `judged by model ${version}`,
    recheck: 'Listen again with the present model',
    recheckNamed: (name: string) => `Listen again to ${name} with the present model`,
    /** One sentence each: what is wrong, then what that means. */
    problems: {
      absent:
        'This browser keeps nothing for this page, as in a private window; results last until it is closed or reloaded.',
      full: 'There is no room left on this device to keep more results; remove some, or export them.',
      blocked:
        'Another tab with an older version of this page holds the kept results; close it to see them here.',
      newer:
        'The kept results are of a newer version of this page than this one can read; reload it to get that version.',
      outdated:
        'A newer version of this page was opened in another tab; reload this one to keep further results.',
      broken:
        'Keeping results did not work just now; what is on this page stays until it is closed.',
    } satisfies Record<StorageProblem, string>,
    unreadable: (count: number) =>
      `${count === 1 ? '1 kept result is' : `${count} kept results are`} damaged and left out; the others are all here.`,
  },

  cup: {
    heading: 'Your cup',
    choiceLabel: 'Cup that verdicts are compared with',
    notCalibrated: 'No cup in use: verdicts are by the recording alone.',
    inUse: (name: string, pours: number) =>
      `In use: verdicts are compared with ‘${name}’, ${coldPours(pours)}.`,
    empty: (name: string) => `‘${name}’ has no cold pour yet: verdicts are by the recording alone.`,
    comparedWith: (name: string, pours: number) =>
      `Compared with your cup ‘${name}’, ${coldPours(pours)}`,
    manage: 'Cups and cold pours',
    explanation:
      'Pour cold water into your own cup once or more, and verdicts are compared with that: the same cup, room and microphone.',
    caveat:
      'Measured on our own recordings (one phone, mostly one home), it made verdicts slightly worse. It is meant for kitchens and phones unlike those: try it when verdicts are unsure or wrong.',
    nameLabel: 'A new cup',
    namePlaceholder: 'Blue mug',
    defaultName: 'My cup',
    add: 'Add cup',
    noPours: 'No cold pour yet.',
    record: 'Record a cold pour',
    choose: 'Choose a recording',
    chooseNamed: (name: string) => `Choose a recording of a cold pour for ${name}`,
    recording: (name: string) => `Cold pour for your cup ‘${name}’: pour cold water`,
    saved: 'The cold pour is in your cup, below.',
    pourAdded: (pour: string, name: string) => `${pour} is a cold pour of ${name} now.`,
    use: (name: string | undefined) =>
      name === undefined ? 'Use as cold reference' : `Use as cold reference of ‘${name}’`,
    useNamed: (name: string) => `Use ${name} as cold reference`,
    isReference: (name: string) => `Cold reference of ‘${name}’`,
    removePour: (pour: string, name: string) => `Remove ${pour} from ${name}`,
    pourRemoved: (name: string) => `${name} is removed from the cup.`,
    removed: (name: string) => `The cup ‘${name}’ is removed.`,
    notAPour: 'This does not sound like a pour; it is used all the same.',
    soundsHot:
      'This sounds like hot water; it is used all the same. If it was not cold, remove it: verdicts compared with it would be wrong.',
    otherModel: 'Another model heard this, and this one could not; it is not used.',
    reclassify: (count: number, name: string | undefined) =>
      `Judge ${count === 1 ? 'the verdict' : `the ${count} verdicts`} below again ${name === undefined ? 'without a cup' : `compared with ‘${name}’`}`,
    notSaved: 'This cup could not be kept; it lasts until the page is closed.',
  },

  undo: {
    heading: 'Undo',
    button: 'Undo',
    restored: 'It is back.',
    announcement: (sentence: string, length: number) =>
      `${sentence} For ${length} seconds it can be undone at the end of the page.`,
  },

  confirm: {
    cancel: 'Cancel',
  },

  batch: {
    progress: (done: number, all: number) => `${done} of ${all}`,
    meter: 'Progress of all recordings',
    cancelAll: 'Cancel all',
    retryFailed: 'Retry all failed',
    removeAll: 'Remove all',
  },

  summary: {
    heading: 'Summary',
    count: (of: keyof VerdictCounts, number: number) => `${number} ${summaryWords[of]}`,
    table: 'All recordings, with their verdicts',
    columns: {
      name: 'Recording',
      verdict: 'Verdict',
      hot: 'Chance of hot',
      pouring: 'Chance of a pour',
      seconds: 'Length',
      label: 'Actually',
    },
    failed: 'Failed',
    pending: 'Not yet',
    unknown: '–',
    exportCsv: 'Export as CSV',
    exportJson: 'Export as JSON',
  },

  progress: {
    waiting: 'Waiting …',
    decoding: 'Opening the recording …',
    classifying: 'Listening …',
    meter: (name: string) => `Progress of ${name}`,
  },

  verdicts: {
    hot: { word: 'Hot', sentence: 'We hear hot water.' },
    cold: { word: 'Cold', sentence: 'We hear cold water.' },
    unsure: {
      word: 'Unsure',
      sentence: 'We hear a pour, but it could be hot or cold.',
    },
    'not-pouring': {
      word: 'Not pouring',
      sentence: 'This does not sound like pouring water.',
    },
  } satisfies Record<Verdict, { word: string; sentence: string }>,

  probabilities: {
    hot: 'Chance of hot',
    cold: 'Chance of cold',
    pouring: 'Chance of a pour',
    inSentence: { hot: 'chance of hot', cold: 'chance of cold', pouring: 'chance of a pour' },
    sentence: ({ of, probability }: LabelledProbability): string =>
      `${home.probabilities[of]}: ${percent(probability)}.`,
  },

  spectrogram: {
    caption: 'The spectrogram the model saw',
    loudness: 'Loudness, dB',
    description: (length: number, lowest: string, highest: string, strongest: string) =>
      `Spectrogram of ${seconds(length)}, from ${lowest} at the bottom to ${highest} at the top; strongest around ${strongest}.`,
  },

  overTime: {
    hot: 'hot',
    cold: 'cold',
    notPouring: 'Not pouring',
    description: (heard: number, length: number, least: number, most: number) =>
      heard === 0
        ? `No pour is heard in these ${seconds(length)}.`
        : `Chance of hot over time: from ${percent(least)} to ${percent(most)}, in ${seconds(heard)} of ${seconds(length)} that sound like a pour.`,
    seek: (name: string) => `Position in ${name}`,
    position: (at: number, length: number) => `${seconds(at)} of ${seconds(length)}`,
  },

  saliency: {
    show: 'What decided it',
    hide: 'Hide what decided it',
    named: (label: string, name: string) => `${label}: ${name}`,
    working: (fraction: number) =>
      `Listening again without each part: ${Math.round(fraction * 100)} %`,
    forHot: 'speaks for hot',
    forCold: 'speaks for cold',
    /** `share` of what decided speaks for `side`; the strongest part is where it says. */
    description: (side: 'hot' | 'cold', share: number, at: number, frequency: string) =>
      `${percent(share)} of what decided speaks for ${side}, most of all ${seconds(at)} into the recording around ${frequency}.`,
    nothing: 'No part decided by itself.',
  },

  announcements: {
    verdict: (
      name: string,
      verdict: Exclude<Verdict, 'not-pouring'>,
      { of, probability }: LabelledProbability,
    ): string => `${name}: ${verdict}, chance of ${of} ${percent(probability)}.`,
    notPouring: (name: string) => `${name}: not pouring.`,
    batch: (counts: readonly string[]) => `All done: ${counts.join(', ')}.`,
    failure: (name: string, sentence: string) => `${name}: ${sentence}`,
  },

  /** One sentence each: what is wrong, then what to do. */
  failures: {
    'empty-file': 'This file is empty; record or export it again.',
    unreadable: 'This file cannot be read; if it was moved or changed, choose it again.',
    'empty-folder':
      'This folder holds no recordings; choose another one, or open it and choose files.',
    'too-big': (size: number, limit: number) =>
      `This file is ${bytes(size)} and the most that can be opened is ${bytes(limit)}; cut out the part with the pour.`,
    'too-long':
      'This recording is too long to be opened in a browser; cut out the part with the pour.',
    'bad-sample-rate': (rate: number) =>
      `This recording claims ${count(rate)} samples a second, which this browser cannot open; export it again at 48,000.`,
    undecodable:
      'This browser finds no sound that it can decode in this file; export it again as m4a, mp3 or wav.',
    'no-samples': 'This recording holds no sound at all (0 samples); record it again.',
    'no-sound-track':
      'This video has no sound that this browser can decode; choose one with its sound on.',
    crashed:
      'The listening part of this page stopped at this recording and was started anew; retry, or export the recording again.',
    'not-loaded':
      'The listening part of this page could not be loaded; check your connection, then retry or choose the recording again.',
    'audio-gone':
      'The audio of this recording is not kept on this device any more; choose the recording again.',
    cancelled: 'This recording was cancelled before it had a verdict; retry to hear it after all.',
  },

  /** The core's own sentences are in English already: see refusal.ts. */
  refusals: {} as Partial<Record<ErrorCode, (values: ErrorValues) => string>>,

  language: {
    label: 'Language',
    unavailable: 'This language cannot be fetched now; check your connection and try again.',
  },

  footer: {
    licences: `Code under the MIT licence. Model trained on recordings by Chris Jeakle, [CC BY-SA 2.0](${CC_BY_SA}).`,
    versions: (app: string, model: string) => `Version ${app}, model ${model}`,
  },
};
