/**
 * Messages of the start page, and those that every page shows.
 *
 * One word for one thing:
 * - recording, pour, cup, cold pour, hot pour; save, check
 * - result: what a card shows; verdict: hot, cold, unsure or no pour heard
 * - chance of hot, chance of a pour
 */
import type {
  LabelledProbability,
  TemperatureEstimate,
  Verdict,
} from '../../classify/classification.ts';
import type { StorageProblem } from '../../history/storage-problem.ts';
import type { Label, VerdictCounts } from '../../results/verdict-counts.ts';
import {
  bytes,
  count,
  list,
  percent,
  progress,
  type Scale,
  seconds,
  temperature,
  temperatureRange,
  upperFirst,
} from '../format.ts';
import { CC_BY_SA } from '../links.ts';
import type { DecodeErrorMessages, ErrorMessages } from '../message-types.ts';
import { cup } from './cup.ts';
import { pours } from './pours.ts';

const summaryWords: Record<keyof VerdictCounts, string> = {
  hot: 'hot',
  cold: 'cold',
  unsure: 'unsure',
  'not-pouring': 'no pour heard',
  failed: 'failed',
};

export const home = {
  page: {
    title: 'Hot or Cold',
    tagline: 'Hot or cold? Pour, and your phone can tell by the sound.',
    privacy: 'Your recordings never leave your device.',
    description:
      'Find out from the sound of a pour whether water is hot or cold. Runs entirely on your device.',
    noScript: 'Hot or Cold runs inside this page and needs JavaScript. Turn it on and reload.',
    noSimd:
      'This browser is too old: it lacks WebAssembly SIMD. Update it, or use Chrome or Edge 111, Firefox 115, Safari 16.4 or newer.',
    noWebAudio:
      'This browser can’t open recordings: it lacks Web Audio. Update it, or use a current Chrome, Edge, Firefox or Safari.',
  },

  listen: {
    heading: 'Listen to a pour',
    /** On the button. */
    start: 'Listen',
    again: 'Listen again',
    cancel: 'Cancel',
    stop: 'Stop',
    /** In big type. */
    done: 'Done',
    notListening: 'Not listening',
    starting: 'Starting…',
    listening: 'Listening…',
    pouring: 'Pouring…',
    /** During a pour, before its first verdict. */
    stillListening: 'Still listening…',
    instructions: 'Tap, then pour about 50 cm (20 in) away.',
    allowMicrophone: 'If your browser asks, allow the microphone.',
    pourNow: 'Pour now.',
    keepPouring: 'Keep pouring.',
    details: 'Details',
    stoppedAtLimit: 'Stopped after 5 minutes.',
    /** After a recording whose result differs from the first live verdict. */
    changed: {
      hotToUnsure: 'It sounded hot at first, then it could be either. Pour again to be sure.',
      coldToUnsure: 'It sounded cold at first, then it could be either. Pour again to be sure.',
      hotToCold: 'At first it sounded hot; the whole pour sounds cold.',
      coldToHot: 'At first it sounded cold; the whole pour sounds hot.',
    },
    description: (length: number) =>
      `Live spectrogram of the last ${seconds(length)}: newest sound on the right, low tones at the bottom.`,
    processing: {
      echoCancellation: 'echo cancellation',
      noiseSuppression: 'noise suppression',
      autoGainControl: 'automatic gain',
    },
    processingStaysOn: (names: string[]) =>
      `Your device won’t turn off ${list(names)}, so the result may be less reliable.`,
    interrupted: 'Another app is using the microphone. Listening resumes when it’s free.',
    gap: (length: number) =>
      `Missed about ${seconds(length)}: the page was in the background or another app had the microphone.`,
    afterGap: 'Keep pouring, or press Stop. The rest is saved.',
    liveResultsStopped:
      'Live results stopped, but it’s still recording. Finish pouring, then press Stop.',
    hints: {
      'too-quiet': 'Too quiet: move the microphone closer to the cup, or check that it’s on.',
      clipping: 'Too loud: move the microphone away from the cup.',
      'no-water': 'I can’t hear pouring yet: move closer to the cup and pour.',
    },
    announcements: {
      listening: 'Listening.',
      pouring: 'Pouring.',
      verdict: (verdict: 'hot' | 'cold', probability: number): string =>
        `${home.verdicts[verdict].word} so far, ${percent(probability)} likely.`,
      stopped: 'Stopped.',
    },
    /** One sentence each: what is wrong, then what to do. */
    failures: {
      denied:
        'Microphone access is blocked; allow it in the address bar or in your browser’s settings, then press Listen again.',
      forbidden:
        'This site isn’t allowed to use the microphone here; open it in a tab of its own, or choose a recording.',
      'no-microphone':
        'This device has no microphone; plug one in and press Listen again, or choose a recording.',
      'in-use':
        'The microphone isn’t responding (another app may be using it); close that app and press Listen again.',
      unplugged:
        'The microphone was unplugged or switched off; the recording so far is saved, and you can press Listen again.',
      insecure:
        'Browsers allow microphone access only over HTTPS; open this page’s https address, or choose a recording.',
      unsupported:
        'This browser can’t listen live; update it, or record the pour with another app and choose the recording.',
      'not-started':
        'The microphone couldn’t be started; reload the page and press Listen again, or choose a recording.',
    },
  },

  input: {
    heading: 'Your recording',
    choose: 'Choose recordings',
    chooseFolder: 'Choose a folder',
    orDrop: 'or drag files or folders anywhere on the page, or paste',
    formats: 'Most sound and video files work: m4a, mp3, wav, mp4…',
    dropNow: 'Drop to listen',
  },

  temperature: {
    /** Hides the estimate until it is opened. */
    details: 'Details',
    show: { F: 'Show °F', C: 'Show °C' } satisfies Record<Scale, string>,
    estimate: ({ low, high }: TemperatureEstimate, scale: Scale) =>
      `Roughly ${temperatureRange(low, high, scale)}.`,
  },

  examples: {
    heading: 'No kettle handy? Try an example',
    /** In the microphone panel, for one good example. */
    try: 'Try an example',
    recorded: (learned: number) =>
      `These are recordings of real pours. ${learned === 1 ? 'The model learned from one of them.' : `The model learned from ${learned} of them.`}`,
    synthesised: 'These are computer-generated.',
    notSaved: 'Examples aren’t saved with your results.',
    kindRecorded: 'recorded pour',
    kindSynthesised: 'computer-generated',
    fileName: (fahrenheit: number) => `synthesised-pour-${fahrenheit}f.wav`,
    badge: 'Computer-generated',
    badgeNote: 'Made by this page from measurements of real pours.',
    credit: (author: string) => `Recorded by ${author}`,
    unavailable: 'This example couldn’t be loaded; check your connection and try again.',
  },

  range: (hotMin: number, coldMax: number, scale: Scale) =>
    `Hot means ${temperature(hotMin, scale)} or more, cold ${temperature(coldMax, scale)} or less. The model wasn’t trained on anything in between.`,

  results: {
    heading: 'Results',
    remove: 'Remove',
    removeNamed: (name: string) => `Remove ${name}`,
    retry: 'Retry',
    retryNamed: (name: string) => `Retry ${name}`,
    download: 'Download',
    downloadNamed: (name: string) => `Download ${name}`,
    details: 'Technical details',
    player: (name: string) => `Play ${name}`,
  },

  history: {
    save: 'Save results on this device',
    saved: (count: number, used: number | undefined) =>
      `${count === 1 ? '1 result' : `${count} results`} saved on this device only${used === undefined ? '' : ` (${bytes(used)} used)`}.`,
    deleteSaved: 'Delete saved results',
    confirmDeleteSaved: (count: number) =>
      `Delete ${count === 1 ? 'the saved result' : `all ${count} saved results`}? This can’t be undone.`,
    confirmDeleteAll: (count: number) =>
      `Delete all ${count} results and their saved recordings? This can’t be undone.`,
    removed: (name: string) => `Removed ${name}.`,
    label: 'What was it really?',
    labelNamed: (name: string) => `What ${name} really was`,
    labels: { hot: 'Hot', cold: 'Cold', 'not-pouring': 'Not a pour' } satisfies Record<
      Label,
      string
    >,
    audioNotSaved: 'audio no longer saved',
    otherModel: (version: string) => `checked with model ${version}`,
    recheck: 'Check again with the current model',
    recheckNamed: (name: string) => `Check ${name} again with the current model`,
    /** One sentence each: what is wrong, then what that means. */
    problems: {
      absent:
        'This browser won’t save data here (private window?); your results will be gone when you close or reload the page.',
      full: 'There’s no space left on this device to save more results; remove some, or export them.',
      blocked:
        'Another tab has an older version of this page open; close it to see your saved results here.',
      newer:
        'Your saved results come from a newer version of this page; reload to get that version.',
      outdated:
        'A newer version of this page is open in another tab; reload this one to go on saving results.',
      broken: 'Couldn’t save just now; your results stay here until you close the page.',
    } satisfies Record<Exclude<StorageProblem, 'deleted'>, string>,
    unreadable: (count: number) =>
      count === 1
        ? '1 saved result is damaged and was left out. The others are all here.'
        : `${count} saved results are damaged and were left out. The others are all here.`,
  },

  cup,

  undo: {
    heading: 'Undo',
    button: 'Undo',
    restored: 'Restored.',
    announcement: (sentence: string, length: number) =>
      `${sentence} You have ${length} seconds to undo, at the end of the page.`,
  },

  confirm: {
    cancel: 'Cancel',
  },

  batch: {
    progress: (done: number, all: number) => `${done} of ${all}`,
    meter: 'Progress of all recordings',
    cancelAll: 'Cancel all',
    retryFailed: 'Retry all failed',
    deleteAll: 'Delete all',
  },

  summary: {
    heading: 'Summary',
    count: (of: keyof VerdictCounts, number: number) => `${number} ${summaryWords[of]}`,
    all: (number: number) => `All ${number}`,
    filter: 'Show',
    sortBy: 'Sort by',
    newestFirst: 'Newest first',
    reverse: 'Reverse',
    table: 'Table of results',
    columns: {
      name: 'Recording',
      verdict: 'Verdict',
      hot: 'Chance of hot',
      pouring: 'Chance of a pour',
      seconds: 'Length',
      label: 'Actual',
    },
    failed: 'Failed',
    pending: 'Pending',
    unknown: '–',
    export: 'Export',
    exportTable: (count: number) => (count === 1 ? 'Export 1 result' : `Export all ${count}`),
    exportCsv: 'All columns (for programs)',
    exportJson: 'JSON (for programs)',
  },

  progress: {
    waiting: 'Waiting…',
    decoding: 'Opening the recording…',
    classifying: 'Checking…',
    meter: (name: string) => `Progress of ${name}`,
  },

  verdicts: {
    hot: { word: 'Hot', sentence: 'Sounds like hot water.' },
    cold: { word: 'Cold', sentence: 'Sounds like cold water.' },
    unsure: {
      word: 'Unsure',
      sentence: 'It could be either. Pour cold water into the same cup and calibrate with it.',
    },
    'not-pouring': {
      word: 'No pour heard',
      sentence: 'If you did pour, try again with the microphone closer to the cup.',
    },
  } satisfies Record<Verdict, { word: string; sentence: string }>,

  pours,

  probabilities: {
    hot: 'Chance of hot',
    cold: 'Chance of cold',
    pouring: 'Chance of a pour',
    /** After the percentage. */
    inSentence: { hot: 'likely hot', cold: 'likely cold', pouring: 'likely a pour' },
    sentence: ({ of, probability }: LabelledProbability): string =>
      `${upperFirst(percent(probability))} ${home.probabilities.inSentence[of]}.`,
  },

  spectrogram: {
    caption: 'What the model saw',
    loudness: 'Loudness, dB',
    description: (length: number, lowest: string, highest: string, strongest: string) =>
      `Spectrogram of ${seconds(length)}, from ${lowest} at the bottom to ${highest} at the top; strongest around ${strongest}.`,
  },

  overTime: {
    notPouring: 'No pour heard',
    description: (pouringSeconds: number, length: number, least: number, most: number) =>
      pouringSeconds === 0
        ? `No pour heard in these ${seconds(length)}.`
        : `Chance of hot over time: ${percent(least)} to ${percent(most)}, in the ${seconds(pouringSeconds)} of ${seconds(length)} that sound like a pour.`,
    seek: (name: string) => `Position in ${name}`,
    position: (at: number, length: number) => `${seconds(at)} of ${seconds(length)}`,
  },

  saliency: {
    caption: 'What decided it',
    show: 'Why?',
    hide: 'Hide the evidence',
    named: (label: string, name: string) => `${label} ${name}`,
    working: (fraction: number) => `Checking each part: ${progress(fraction)}`,
    forHot: 'points to hot',
    forCold: 'points to cold',
    /** `share` of the evidence points to `side`; `at` and `frequency` locate the strongest part. */
    description: (side: 'hot' | 'cold', share: number, at: number, frequency: string) =>
      `${upperFirst(percent(share))} of the evidence points to ${side}, strongest at ${seconds(at)} near ${frequency}.`,
    nothing: 'No single part stood out.',
  },

  announcements: {
    verdict: (
      name: string,
      verdict: Exclude<Verdict, 'not-pouring'>,
      { of, probability }: LabelledProbability,
    ): string =>
      verdict === 'unsure'
        ? `${name}: unsure, ${percent(probability)} ${home.probabilities.inSentence[of]}.`
        : `${name}: ${verdict}, ${percent(probability)} likely.`,
    notPouring: (name: string) => `${name}: no pour heard.`,
    batch: (counts: readonly string[]) => `All done: ${counts.join(', ')}.`,
    withName: (name: string, sentence: string) => `${name}: ${sentence}`,
  },

  /** One sentence each: what is wrong, then what to do. */
  failures: {
    'empty-file': 'This file is empty; record or export it again.',
    unreadable: 'This file can’t be read; if it was moved or changed, choose it again.',
    'empty-folder':
      'There are no recordings in this folder; choose another one, or open it and choose files.',
    'too-big': (size: number, limit: number) =>
      `This file is ${bytes(size)} and the limit is ${bytes(limit)}; cut out the part with the pour.`,
    'too-long': 'This recording is too long to open in a browser; cut out the part with the pour.',
    'bad-sample-rate': (rate: number) =>
      `This recording’s sample rate is ${count(rate)} Hz, which your browser can’t open; export it again at 48,000 Hz.`,
    undecodable:
      'Your browser can’t find readable audio in this file; export it again as m4a, mp3 or wav.',
    'no-samples': 'There’s no sound in this recording (0 samples); record it again.',
    'no-sound-track':
      'Your browser can’t find readable audio in this video; choose one that has sound.',
    crashed:
      'Something crashed on this recording and was restarted; retry, or export the recording again.',
    'not-loaded':
      'Part of this page couldn’t be loaded; check your connection, then retry or choose the recording again.',
    'audio-gone':
      'The audio of this recording is no longer saved on this device; choose the recording again.',
    cancelled: 'This recording was cancelled; retry to check it.',
  },

  /** The core's own sentences are in English already: see worker/worker-errors.ts. */
  refusals: {} as ErrorMessages,

  /** The decoder's own sentences are in English already: see decoder/decode-failure.ts. */
  decodeErrors: {} as DecodeErrorMessages,

  language: {
    label: 'Language',
    unavailable: 'This language couldn’t be loaded. Check your connection and try again.',
  },

  footer: {
    licences: `Code under the MIT licence. Model trained on recordings by Chris Jeakle, [CC BY-SA 2.0](${CC_BY_SA}).`,
    versions: (app: string, model: string) => `Version ${app}, model ${model}`,
  },
};
