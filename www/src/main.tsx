// First, because the modules below create workers.
import './util/trusted-types.ts';
import { effect, signal } from '@preact/signals';
import { render } from 'preact';
import './ui/tokens.css';
import './ui/base.css';
import './ui/utilities.css';
import './ui/prose.css';
import './ui/print.css';
import { BackgroundClassifier } from './classify/background-classifier.ts';
import { BatchController } from './classify/batch-controller.ts';
import { ComparisonState } from './compare/comparison-state.ts';
import { DatabaseConnection } from './history/database.ts';
import { DeleteWithUndo } from './history/delete-with-undo.ts';
import { History } from './history/history.ts';
import { initLocale } from './i18n/index.ts';
import { language } from './i18n/locale.ts';
import { listenForDroppedFiles } from './input/drop-and-paste.ts';
import { createExamples } from './input/examples.ts';
import { InterruptedRecordings } from './live/interrupted-recordings.ts';
import { spawnLiveWorker } from './live/live-client.ts';
import { openMicrophone } from './live/microphone.ts';
import { Recorder } from './live/recorder.ts';
import { RecordingBackup } from './live/recording-backup.ts';
import { outputVerdicts } from './live/verdict-output.ts';
import {
  AppUpdates,
  persistWhenInstalled,
  registerServiceWorker,
  serviceWorkers,
} from './offline/app-updates.ts';
import { handleLaunch, shareNotice } from './offline/launch.ts';
import { linkManifest } from './offline/manifest-link.ts';
import { confirmBeforeUnload, hasUnsavedResults, isBusy } from './offline/unsaved-state.ts';
import { App } from './pages/app.tsx';
import { AppProvider, type AppServices } from './pages/app-context.ts';
import { missingFeature, UnsupportedPage } from './pages/unsupported-page.tsx';
import { OwnPours } from './quiz/own-pours.ts';
import { Quiz } from './quiz/quiz.ts';
import { createRoundDrawer, examplePour } from './quiz/quiz-pours.ts';
import { CupAccuracy } from './reference/cup-accuracy.ts';
import { Cups } from './reference/cups.ts';
import { Reclassifier } from './reference/reclassify.ts';
import { isCardFocused, scrollToCard } from './results/result-card.tsx';
import { scrollToResults } from './results/result-list.tsx';
import { liveSource, type Result, Results, type Source } from './results/results.ts';
import { Router } from './router/router.ts';
import { watchInstallPrompt } from './settings/install-prompt.ts';
import { Announcer } from './ui/announcer.ts';
import { TextNodeKeeper } from './ui/text-node-keeper.ts';
import { Undo } from './ui/undo.ts';
import { TaskQueue } from './util/task-queue.ts';
import { ClassifierClient, spawnClassifierWorker } from './worker/classifier-client.ts';
import { poolSize, WorkerPool } from './worker/worker-pool.ts';

async function start(): Promise<void> {
  const root = document.getElementById('app');
  if (root === null) throw new Error('index.html has no #app element');
  const notice = root.firstElementChild;
  try {
    await showPage(root);
  } catch (thrown) {
    // Shows the sentence for a missing script at once.
    notice?.classList.remove('late');
    root.replaceChildren(notice ?? '');
    throw thrown;
  }
}

async function showPage(root: HTMLElement): Promise<void> {
  watchInstallPrompt(window);
  await initLocale();
  new TextNodeKeeper().observe(root);
  effect(() => {
    document.documentElement.lang = language.value;
    linkManifest(language.value);
  });
  const missing = await missingFeature();
  root.replaceChildren();
  if (missing !== undefined) {
    render(<UnsupportedPage reason={missing} />, root);
    return;
  }
  const classifier = new ClassifierClient(spawnClassifierWorker);
  const warm = classifier.warm();
  const maxWorkers = poolSize(navigator.hardwareConcurrency);
  const pool = new WorkerPool(
    classifier,
    () => new ClassifierClient(spawnClassifierWorker, false),
    maxWorkers,
  );
  const services = createServices(classifier, pool, maxWorkers);
  render(
    <AppProvider value={services}>
      <App />
    </AppProvider>,
    root,
  );
  const { addSources, appUpdates, router } = services;
  handleLaunch({ onSources: addSources, goHome: () => router.go('home') });
  // After wasm and model, which the first verdict needs; most of its files are cached by then.
  persistWhenInstalled();
  if (import.meta.env.PROD) void warm.then(() => appUpdates.start());
}

/** Creates the services in the order of their dependencies and starts those that read storage. */
function createServices(
  classifier: ClassifierClient,
  pool: WorkerPool,
  maxWorkers: number,
): AppServices {
  // One more place than there are workers, so that the next recording is decoded meanwhile.
  const queue = new TaskQueue(maxWorkers + 1);
  const announcer = new Announcer();
  const undo = new Undo(announcer);
  const database = new DatabaseConnection();
  const results = new Results(isCardFocused);

  const cups = new Cups({ connection: database, queue, classifier: pool, announcer, undo });
  const cupAccuracy = new CupAccuracy(cups, pool);
  void cups.start();
  const activeReference = () => cups.activeReference.peek();

  const deps = { queue, classifier: pool, announcer };
  const batchController = new BatchController(results, { ...deps, activeReference });
  const backgroundClassifier = new BackgroundClassifier(deps);
  const reclassifier = new Reclassifier(results, cups, batchController);
  const addSources = (sources: readonly Source[]) => {
    shareNotice.value = undefined;
    const [first] = batchController.enqueue(sources);
    return first;
  };
  const addAndShow = (sources: readonly Source[]) => {
    const first = addSources(sources);
    // After the cards are rendered. On a phone they are below the fold.
    requestAnimationFrame(() => {
      if (sources.length > 1) scrollToResults();
      else if (first) scrollToCard(first);
    });
    return first;
  };

  const history = new History(results, database);
  void history.start();
  const deletion = new DeleteWithUndo(results, history, batchController, undo);

  /** Resolves when the result of a live recording is stored, or was removed. */
  const whenStored = async (result: Result | undefined) => {
    if (result) await results.whenFinal(result);
    await history.whenSaved();
  };
  const latestRecording = signal<Result | undefined>(undefined);
  const recorder = new Recorder({
    openMicrophone,
    spawnWorker: spawnLiveWorker,
    announcer,
    onRecording: (file) => {
      // The panel shows its result, so the page need not scroll to the card.
      latestRecording.value = addSources([liveSource(file)]);
      return whenStored(latestRecording.value);
    },
    createBackup: (buffer, sampleRate) =>
      history.isEnabled.peek() ? new RecordingBackup(buffer, sampleRate) : undefined,
    activeReference,
  });
  outputVerdicts(recorder.view, latestRecording);
  const interruptedRecordings = new InterruptedRecordings({
    announcer,
    undo,
    onSource: (source) => whenStored(addAndShow([source])),
  });
  void interruptedRecordings.start();
  confirmBeforeUnload(recorder, history);

  const busy = isBusy(recorder, results);
  const appUpdates = new AppUpdates({
    container: serviceWorkers(),
    register: registerServiceWorker,
    entry: import.meta.url,
    isBusy: () => busy.peek(),
    whenSaved: () => history.whenSaved(),
    reload: () => location.reload(),
  });

  const router = new Router();
  const { isDragging } = listenForDroppedFiles(window, (sources) => {
    // Files can be dropped on any page; results are on the start page.
    router.go('home');
    addAndShow(sources);
  });

  const examples = createExamples(pool);
  const drawExamples = createRoundDrawer(examples, pool);
  const classify = (source: Source) => backgroundClassifier.classify(source);
  const ownPours = new OwnPours(results);
  const quizzes = {
    examples: new Quiz(() => drawExamples().map((example) => examplePour(example, classify))),
    own: new Quiz(() => ownPours.draw()),
  };
  return {
    addSources: addAndShow,
    announcer,
    appUpdates,
    backgroundClassifier,
    batchController,
    classifier,
    comparison: new ComparisonState(),
    cupAccuracy,
    cups,
    deletion,
    examples,
    hasUnsavedResults: hasUnsavedResults(results, history),
    history,
    interruptedRecordings,
    isBusy: busy,
    isDragging,
    latestRecording,
    ownPours,
    quizzes,
    reclassifier,
    recorder,
    results,
    router,
    undo,
  };
}

void start();
