/** From what is going on to the words and marks that are shown. */
import { probabilityOfVerdict } from '../classify/classification.ts';
import { home } from '../i18n/index.ts';
import type { Failure } from '../util/failure.ts';
import type { LevelWarning } from './level-warnings.ts';
import type { LiveState } from './live-messages.ts';
import type { SpeechProcessing } from './microphone.ts';

export type Phase = 'idle' | 'starting' | 'listening' | 'pouring' | 'stopping';
export type LiveVerdict = NonNullable<LiveState['verdict']>;

/** Why it stands still, if that is worth a sentence. */
export type Ending = { kind: 'handed-over' | 'cup' | 'too-long' } | Failed;
type Failed = { kind: 'failed'; failure: Failure };

/** What the panel needs to know; plain data, equal where nothing visible has changed. */
export interface LiveView {
  phase: Phase;
  verdict: LiveVerdict | null;
  probabilityHot: number;
  levelWarning: LevelWarning | undefined;
  interrupted: boolean;
  /** Whole seconds that passed and were not heard. */
  gapSeconds: number;
  liveUnavailable: boolean;
  activeProcessing: readonly SpeechProcessing[];
  ending: Ending | undefined;
  /** What this time of listening is for or beside, if that is worth a line. */
  note: string | undefined;
}

export const IDLE_VIEW: LiveView = {
  phase: 'idle',
  verdict: null,
  probabilityHot: 0.5,
  levelWarning: undefined,
  interrupted: false,
  gapSeconds: 0,
  liveUnavailable: false,
  activeProcessing: [],
  ending: undefined,
  note: undefined,
};

export interface PanelText {
  button: string;
  /** In big type. */
  headline: string;
  sentence: string;
  /** A warning deserves a sign of its own. */
  warning: boolean;
}

export function panelText(view: LiveView): PanelText {
  const { listen } = home;
  const { phase, verdict } = view;
  const warned = warningSentence(view);
  const warning = warned !== undefined;
  switch (phase) {
    case 'idle':
    case 'stopping':
      return {
        button: listen.start,
        headline: idleHeadline(view),
        warning,
        sentence: warned ?? idleSentence(view),
      };
    case 'starting':
      return {
        button: listen.cancel,
        headline: listen.starting,
        warning,
        sentence: listen.allowMicrophone,
      };
    case 'listening':
      return {
        button: listen.stop,
        headline: listen.listening,
        warning,
        sentence: warned ?? listen.pourNow,
      };
    case 'pouring':
      return {
        button: listen.stop,
        headline: verdict === null ? listen.pouring : home.verdicts[verdict].word,
        warning,
        sentence: warned ?? pouringSentence(view),
      };
  }
}

function idleHeadline({ phase, ending }: LiveView): string {
  const { listen } = home;
  // The word stays for the moment that it takes to end.
  if (phase === 'stopping' || (ending && ending.kind !== 'failed')) return listen.done;
  return ending === undefined ? '' : listen.notListening;
}

function idleSentence({ ending }: LiveView): string {
  const { listen } = home;
  if (ending?.kind === 'handed-over') return listen.resultBelow;
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

/** One at a time, what can be acted on first. */
function warningSentence(view: LiveView): string | undefined {
  const { listen } = home;
  const {
    ending,
    interrupted,
    gapSeconds,
    liveUnavailable: deaf,
    levelWarning,
    verdict,
    activeProcessing,
  } = view;
  if (ending?.kind === 'failed') return ending.failure.sentence;
  if (ending && gapSeconds > 0) return `${listen.gap(gapSeconds)} ${idleSentence(view)}`;
  if (interrupted) return listen.interrupted;
  if (deaf) return listen.liveResultsStopped;
  if (levelWarning !== undefined) return listen.hints[levelWarning];
  if (gapSeconds > 0) return `${listen.gap(gapSeconds)} ${listen.afterGap}`;
  if (activeProcessing.length > 0 && verdict === null) {
    return listen.processingStaysOn(activeProcessing.map((name) => listen.processing[name]));
  }
  return undefined;
}
