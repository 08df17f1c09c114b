/** From what is going on to the words and marks that are shown. */
import { probabilityOfVerdict } from '../classify/classification.ts';
import { home } from '../i18n/index.ts';
import type { Failure } from '../util/failure.ts';
import type { LevelWarning } from './level-warnings.ts';
import type { LiveState } from './live-messages.ts';
import type { Processing } from './microphone.ts';

export type Phase = 'idle' | 'starting' | 'listening' | 'pouring' | 'stopping';
export type LiveVerdict = NonNullable<LiveState['verdict']>;

/** Why it stands still, if that is worth a sentence. */
export type Ending = { kind: 'handed-over' | 'cup' | 'too-long' } | Failed;
type Failed = { kind: 'failed'; failure: Failure };

/** What the panel needs to know; plain data, equal where nothing visible has changed. */
export interface View {
  phase: Phase;
  verdict: LiveVerdict | null;
  probabilityHot: number;
  hint: LevelWarning | undefined;
  interrupted: boolean;
  /** Whole seconds that passed and were not heard. */
  missed: number;
  liveUnavailable: boolean;
  keptOn: readonly Processing[];
  ending: Ending | undefined;
  /** What this time of listening is for or beside, if that is worth a line. */
  note: string | undefined;
}

export const IDLE: View = {
  phase: 'idle',
  verdict: null,
  probabilityHot: 0.5,
  hint: undefined,
  interrupted: false,
  missed: 0,
  liveUnavailable: false,
  keptOn: [],
  ending: undefined,
  note: undefined,
};

export interface Words {
  button: string;
  /** In big type. */
  word: string;
  sentence: string;
  /** A warning deserves a sign of its own. */
  warning: boolean;
}

export function wordsOf(view: View): Words {
  const { listen } = home;
  const { phase, verdict } = view;
  const warned = warningOf(view);
  const warning = warned !== undefined;
  switch (phase) {
    case 'idle':
    case 'stopping':
      return {
        button: listen.start,
        word: idleWord(view),
        warning,
        sentence: warned ?? idle(view),
      };
    case 'starting':
      return {
        button: listen.cancel,
        word: listen.starting,
        warning,
        sentence: listen.allowMicrophone,
      };
    case 'listening':
      return {
        button: listen.stop,
        word: listen.listening,
        warning,
        sentence: warned ?? listen.pourNow,
      };
    case 'pouring':
      return {
        button: listen.stop,
        word: verdict === null ? listen.pouring : home.verdicts[verdict].word,
        warning,
        sentence: warned ?? progress(view),
      };
  }
}

function idleWord({ phase, ending }: View): string {
  const { listen } = home;
  // The word stays for the moment that it takes to end.
  if (phase === 'stopping' || (ending && ending.kind !== 'failed')) return listen.done;
  return ending === undefined ? '' : listen.notListening;
}

function idle({ ending }: View): string {
  const { listen } = home;
  if (ending?.kind === 'handed-over') return listen.resultBelow;
  if (ending?.kind === 'cup') return home.cup.saved;
  if (ending?.kind === 'too-long') return listen.stoppedAtLimit;
  return listen.instructions;
}

function progress({ verdict, probabilityHot }: View): string {
  if (verdict === null) return home.listen.keepPouring;
  return home.probabilities.sentence(
    probabilityOfVerdict({ verdict, probabilityHot, probabilityPouring: 1 }),
  );
}

/** One at a time, what can be acted on first. */
function warningOf(view: View): string | undefined {
  const { listen } = home;
  const { ending, interrupted, missed, liveUnavailable: deaf, hint, verdict, keptOn } = view;
  if (ending?.kind === 'failed') return ending.failure.sentence;
  if (ending && missed > 0) return `${listen.gap(missed)} ${idle(view)}`;
  if (interrupted) return listen.interrupted;
  if (deaf) return listen.liveResultsStopped;
  if (hint !== undefined) return listen.hints[hint];
  if (missed > 0) return `${listen.gap(missed)} ${listen.afterGap}`;
  if (keptOn.length > 0 && verdict === null) {
    return listen.processingStaysOn(keptOn.map((name) => listen.processing[name]));
  }
  return undefined;
}
