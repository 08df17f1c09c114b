/** State of the microphone panel, and the texts shown for it. */
import {
  type Classification,
  probabilityOfVerdict,
  type Verdict,
} from '../classify/classification.ts';
import { resultSentence } from '../classify/verdict-sentence.ts';
import { home } from '../i18n/index.ts';
import type { FinalState } from '../results/results.ts';
import type { Failure } from '../util/failure.ts';
import type { LevelWarning } from './level-warnings.ts';
import type { LiveState } from './live-messages.ts';
import type { SpeechProcessing } from './microphone.ts';

type Phase = 'idle' | 'starting' | 'listening' | 'pouring' | 'stopping';
export type LiveVerdict = NonNullable<LiveState['verdict']>;

/** How the latest recording ended, if that is worth a sentence. */
export type Ending = { kind: 'finished' | 'cup' | 'too-long' } | Failed;
type Failed = { kind: 'failed'; failure: Failure };

/** State of the panel as plain data, equal if nothing visible has changed. */
export interface LiveView {
  phase: Phase;
  /** Kept after a recording, until its result is known. */
  verdict: LiveVerdict | null;
  /** First hot or cold that was shown for the current pour, kept like `verdict`. */
  firstVerdict: 'hot' | 'cold' | null;
  probabilityHot: number;
  levelWarning: LevelWarning | undefined;
  isInterrupted: boolean;
  /** Whole seconds of audio that are missing. */
  gapSeconds: number;
  isLiveUnavailable: boolean;
  activeProcessing: readonly SpeechProcessing[];
  ending: Ending | undefined;
  /** Purpose or reference of this recording, if there is one. */
  note: string | undefined;
}

export const IDLE_VIEW: LiveView = {
  phase: 'idle',
  verdict: null,
  firstVerdict: null,
  probabilityHot: 0.5,
  levelWarning: undefined,
  isInterrupted: false,
  gapSeconds: 0,
  isLiveUnavailable: false,
  activeProcessing: [],
  ending: undefined,
  note: undefined,
};

interface PanelText {
  button: string;
  /** Shown in large type. */
  headline: string;
  /** The verdict that the headline names, if it does. */
  shownVerdict: Verdict | undefined;
  sentence: string;
  /** Whether `sentence` is a warning, shown with an icon. */
  isWarning: boolean;
}

/**
 * Returns the texts of the panel. `result` is what became of the recording that has just ended:
 * `pending` until it is classified, `undefined` if there is none.
 */
export function panelText(view: LiveView, result?: FinalState | 'pending'): PanelText {
  const { listen } = home;
  const { phase, verdict } = view;
  const warningText = warningSentence(view);
  const isWarning = warningText !== undefined;
  switch (phase) {
    case 'idle':
      if (result !== undefined) return resultText(view, result);
      return {
        button: listen.start,
        headline: view.ending === undefined ? '' : endingHeadline(view.ending),
        shownVerdict: undefined,
        isWarning,
        sentence: warningText ?? idleSentence(view),
      };
    case 'stopping':
      return { ...resultText(view, 'pending'), button: listen.start };
    case 'starting':
      return {
        button: listen.cancel,
        headline: listen.starting,
        shownVerdict: undefined,
        isWarning,
        sentence: listen.allowMicrophone,
      };
    case 'listening':
      return {
        button: listen.stop,
        headline: listen.listening,
        shownVerdict: undefined,
        isWarning,
        sentence: warningText ?? listen.pourNow,
      };
    case 'pouring':
      return {
        button: listen.stop,
        headline: pouringHeadline(verdict),
        shownVerdict: firmVerdict(verdict),
        isWarning,
        sentence: warningText ?? pouringSentence(view),
      };
  }
}

export function firmVerdict(verdict: LiveVerdict | null): 'hot' | 'cold' | undefined {
  return verdict === 'hot' || verdict === 'cold' ? verdict : undefined;
}

/** Returns the texts for a recording that has ended. The live verdict stays until its result. */
function resultText(view: LiveView, result: FinalState | 'pending'): PanelText {
  const { listen, progress, verdicts } = home;
  const withEnding = (sentence: string) => [...endedSentences(view), sentence].join(' ');
  if (result === 'pending') {
    const verdict = firmVerdict(view.verdict);
    return {
      button: listen.again,
      headline: verdict === undefined ? progress.classifying : verdicts[verdict].word,
      shownVerdict: verdict,
      isWarning: false,
      sentence: verdict === undefined ? '' : progress.classifying,
    };
  }
  if (result.phase === 'failed') {
    return {
      button: listen.again,
      headline: listen.done,
      shownVerdict: undefined,
      isWarning: true,
      sentence: withEnding(result.failure.sentence),
    };
  }
  const { classification } = result;
  const { verdict } = classification;
  return {
    button: listen.again,
    headline: verdicts[verdict].word,
    shownVerdict: verdict,
    isWarning: view.gapSeconds > 0,
    sentence: withEnding(changeSentence(view, classification) ?? resultSentence(classification)),
  };
}

/** Says that the result differs from the first live verdict, if nothing else explains it. */
function changeSentence(
  { firstVerdict }: LiveView,
  { verdict, reason, pours = [] }: Classification,
): string | undefined {
  const { changed } = home.listen;
  // The first verdict is of one pour.
  if (firstVerdict === null || reason || pours.length > 1) return undefined;
  if (verdict === 'unsure') return changed[`${firstVerdict}ToUnsure`];
  if (firstVerdict === 'hot' && verdict === 'cold') return changed.hotToCold;
  return firstVerdict === 'cold' && verdict === 'hot' ? changed.coldToHot : undefined;
}

/** Says what is unusual about the recording that has ended. */
function endedSentences({ ending, gapSeconds }: LiveView): string[] {
  const { listen } = home;
  return [
    ...(gapSeconds > 0 ? [listen.gap(gapSeconds)] : []),
    ...(ending?.kind === 'too-long' ? [listen.stoppedAtLimit] : []),
  ];
}

function endingHeadline({ kind }: Ending): string {
  return kind === 'failed' ? home.listen.notListening : home.listen.done;
}

function idleSentence({ ending }: LiveView): string {
  // CupNextStep says whether the pour was saved.
  return ending?.kind === 'cup' ? '' : home.listen.instructions;
}

function pouringHeadline(verdict: LiveVerdict | null): string {
  const { listen } = home;
  if (verdict === null) return listen.pouring;
  return verdict === 'unsure' ? listen.stillListening : home.verdicts[verdict].word;
}

function pouringSentence({ verdict, probabilityHot }: LiveView): string {
  const firm = firmVerdict(verdict);
  if (firm === undefined) return home.listen.keepPouring;
  return home.probabilities.sentence(
    probabilityOfVerdict({ verdict: firm, probabilityHot, probabilityPouring: 1 }),
  );
}

/** Returns one warning: the first that the person can act on. */
function warningSentence(view: LiveView): string | undefined {
  const { listen } = home;
  const {
    ending,
    isInterrupted,
    gapSeconds,
    isLiveUnavailable,
    levelWarning,
    verdict,
    activeProcessing,
  } = view;
  if (ending?.kind === 'failed') return ending.failure.sentence;
  if (ending && gapSeconds > 0)
    return [listen.gap(gapSeconds), idleSentence(view)].join(' ').trim();
  if (isInterrupted) return listen.interrupted;
  if (isLiveUnavailable) return listen.liveResultsStopped;
  if (levelWarning !== undefined) return listen.hints[levelWarning];
  if (gapSeconds > 0) return `${listen.gap(gapSeconds)} ${listen.afterGap}`;
  if (activeProcessing.length > 0 && verdict === null) {
    return listen.processingStaysOn(activeProcessing.map((name) => listen.processing[name]));
  }
  return undefined;
}
