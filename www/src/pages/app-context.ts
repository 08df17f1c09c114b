/** The services that main.tsx creates once. Components read them by `useApp`. */
import type { ReadonlySignal } from '@preact/signals';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { BackgroundClassifier } from '../classify/background-classifier.ts';
import type { BatchController } from '../classify/batch-controller.ts';
import type { ComparisonState } from '../compare/comparison-state.ts';
import type { DeleteWithUndo } from '../history/delete-with-undo.ts';
import type { History } from '../history/history.ts';
import type { Example } from '../input/examples.ts';
import type { InterruptedRecordings } from '../live/interrupted-recordings.ts';
import type { Recorder } from '../live/recorder.ts';
import type { AppUpdates } from '../offline/app-updates.ts';
import type { OwnPours } from '../quiz/own-pours.ts';
import type { Quiz, QuizSource } from '../quiz/quiz.ts';
import type { CupAccuracy } from '../reference/cup-accuracy.ts';
import type { Cups } from '../reference/cups.ts';
import type { Reclassifier } from '../reference/reclassify.ts';
import type { Result, Results, Source } from '../results/results.ts';
import type { Router } from '../router/router.ts';
import type { Announcer } from '../ui/announcer.ts';
import type { Undo } from '../ui/undo.ts';
import type { ClassifierClient } from '../worker/classifier-client.ts';

export interface AppServices {
  announcer: Announcer;
  appUpdates: AppUpdates;
  backgroundClassifier: BackgroundClassifier;
  batchController: BatchController;
  classifier: Pick<ClassifierClient, 'status'>;
  comparison: ComparisonState;
  cupAccuracy: CupAccuracy;
  cups: Cups;
  deletion: DeleteWithUndo;
  examples: readonly Example[];
  history: History;
  /** The result of the latest live recording. */
  latestRecording: ReadonlySignal<Result | undefined>;
  interruptedRecordings: InterruptedRecordings;
  ownPours: OwnPours;
  quizzes: Readonly<Record<QuizSource, Quiz>>;
  reclassifier: Reclassifier;
  recorder: Recorder;
  results: Results;
  router: Router;
  undo: Undo;
  /** Whether a recording is being made or classified, which a reload would end. */
  isBusy: ReadonlySignal<boolean>;
  /** Whether files are being dragged over the window. */
  isDragging: ReadonlySignal<boolean>;
  /** Whether a reload would lose results. */
  hasUnsavedResults: ReadonlySignal<boolean>;
  /** Classifies recordings and shows a card for each. Returns the first result. */
  addSources: (sources: readonly Source[]) => Result | undefined;
}

const AppContext = createContext<AppServices | undefined>(undefined);

export const AppProvider = AppContext.Provider;

export function useApp(): AppServices {
  const services = useContext(AppContext);
  if (services === undefined) throw new Error('useApp needs an AppProvider around it');
  return services;
}
