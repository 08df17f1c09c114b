/** State of the microphone panel, and the texts shown for it. */
import { probabilityOfVerdict } from '../classify/classification.ts';
import { home } from '../i18n/index.ts';
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
  verdict: LiveVerdict | null;
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
  sentence: string;
  /** Whether `sentence` is a warning, shown with an icon. */
  isWarning: boolean;
}

export function panelText(view: LiveView): PanelText {
  const { listen } = home;
  const { phase, verdict } = view;
  const warningText = warningSentence(view);
  const isWarning = warningText !== undefined;
  switch (phase) {
    case 'idle':
    case 'stopping':
      return {
        button: listen.start,
        headline: idleHeadline(view),
        isWarning,
        sentence: warningText ?? idleSentence(view),
      };
    case 'starting':
      return {
        button: listen.cancel,
        headline: listen.starting,
        isWarning,
        sentence: listen.allowMicrophone,
      };
    case 'listening':
      return {
        button: listen.stop,
        headline: listen.listening,
        isWarning,
        sentence: warningText ?? listen.pourNow,
      };
    case 'pouring':
      return {
        button: listen.stop,
        headline: verdict === null ? listen.pouring : home.verdicts[verdict].word,
        isWarning,
        sentence: warningText ?? pouringSentence(view),
      };
  }
}

function idleHeadline({ phase, ending }: LiveView): string {
  const { listen } = home;
  // The headline says that it is done as soon as it stops.
  if (phase === 'stopping' || (ending && ending.kind !== 'failed')) return listen.done;
  return ending === undefined ? '' : listen.notListening;
}

function idleSentence({ ending }: LiveView): string {
  const { listen } = home;
  if (ending?.kind === 'finished') return listen.resultBelow;
  if (ending?.kind === 'cup') return home.cup.saved;
  if (ending?.kind === 'too-long') return listen.stoppedAtLimit;
  return listen.instructions;
}

function pouringSentence({ verdict, probabilityHot }: LiveView): string {
  if (verdict === null) return home.listen.keepPouring;
  return home.probabilities.sentence(
    probabilityOfVerdict({ verdict, probabilityHot, probabilityPouring: 1 }),
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
  if (ending && gapSeconds > 0) return `${listen.gap(gapSeconds)} ${idleSentence(view)}`;
  if (isInterrupted) return listen.interrupted;
  if (isLiveUnavailable) return listen.liveResultsStopped;
  if (levelWarning !== undefined) return listen.hints[levelWarning];
  if (gapSeconds > 0) return `${listen.gap(gapSeconds)} ${listen.afterGap}`;
  if (activeProcessing.length > 0 && verdict === null) {
    return listen.processingStaysOn(activeProcessing.map((name) => listen.processing[name]));
  }
  return undefined;
}
