// First: what is below makes workers.
import './util/trusted-types.ts';
import { effect } from '@preact/signals';
import { render } from 'preact';
import './styles/tokens.css';
import './styles/base.css';
import './styles/page.css';
import './styles/listen.css';
import './styles/drop-zone.css';
import './styles/examples.css';
import './styles/result-card.css';
import './styles/spectrogram.css';
import './styles/chance-strip.css';
import './styles/saliency.css';
import './styles/summary.css';
import './styles/site-nav.css';
import './styles/prose.css';
import './styles/contents.css';
import './styles/guide.css';
import './styles/about.css';
import './styles/quiz.css';
import './styles/history.css';
import './styles/cup.css';
import './styles/forced-colors.css';
import { BackgroundClassifier } from './classify/background-classifier.ts';
import { BatchController } from './classify/batch-controller.ts';
import { DatabaseConnection } from './history/database.ts';
import { DeleteWithUndo } from './history/delete-with-undo.ts';
import { History } from './history/history.ts';
import { language } from './i18n/locale.ts';
import { initLocale } from './i18n/locale-choice.ts';
import { listenForDroppedFiles } from './input/drop-and-paste.ts';
import { examples } from './input/examples.ts';
import { spawnLiveWorker } from './live/live-client.ts';
import { openMicrophone } from './live/microphone.ts';
import { Recorder } from './live/recorder.ts';
import { AppUpdates, persistWhenInstalled, register } from './offline/app-updates.ts';
import { handleLaunch, notice } from './offline/launch.ts';
import { confirmBeforeUnload, hasUnsavedResults, isBusy } from './offline/unsaved-state.ts';
import { App } from './pages/app.tsx';
import { missingFeature, UnsupportedPage } from './pages/unsupported-page.tsx';
import { Quiz } from './quiz/quiz.ts';
import { createRoundDrawer } from './quiz/quiz-pours.ts';
import { Cups } from './reference/cups.ts';
import { Reclassifier } from './reference/reclassify.ts';
import { bringIntoView } from './results/result-card.tsx';
import { liveSource, Results, type Source } from './results/results.ts';
import { Router } from './router/router.ts';
import { Announcer } from './ui/announcer.ts';
import { Undo } from './ui/undo.ts';
import { TaskQueue } from './util/task-queue.ts';
import { ClassifierClient, spawnClassifierWorker } from './worker/classifier-client.ts';
import { poolSize, WorkerPool } from './worker/worker-pool.ts';

async function start(): Promise<void> {
  const place = document.getElementById('app');
  if (place === null) throw new Error('index.html has no place for the page');
  await initLocale();
  effect(() => {
    document.documentElement.lang = language.value;
  });
  const missing = await missingFeature();
  if (missing !== undefined) {
    render(<UnsupportedPage reason={missing} />, place);
    return;
  }
  const engine = new ClassifierClient(spawnClassifierWorker);
  const warm = engine.warm();
  const results = new Results();
  const most = poolSize(navigator.hardwareConcurrency);
  const engines = new WorkerPool(
    engine,
    () => new ClassifierClient(spawnClassifierWorker, false),
    most,
  );
  // One more than there are engines, so that the next recording is decoded when one of them is done.
  const queue = new TaskQueue(most + 1);
  const announcer = new Announcer();
  const door = new DatabaseConnection();
  const undo = new Undo(announcer);
  const cups = new Cups({ door, queue, engine: engines, announcer, undo });
  void cups.start();
  const activeReference = () => cups.beside.peek();
  const desk = new BatchController(results, {
    queue,
    classifier: engines,
    announcer,
    activeReference,
  });
  const history = new History(results, door);
  void history.start();
  const removal = new DeleteWithUndo(results, history, desk, undo);
  const rejudging = new Reclassifier(results, cups, desk);
  const onSources = (sources: Source[]) => {
    notice.value = undefined;
    const batch = desk.enqueue(sources);
    // Once it is drawn. On a phone the new cards are below the fold.
    requestAnimationFrame(() => batch[0] && bringIntoView(batch[0]));
  };
  const session = new Recorder({
    openMicrophone,
    spawnWorker: spawnLiveWorker,
    announcer,
    onRecording: (file) => onSources([liveSource(file)]),
    beside: activeReference,
  });
  confirmBeforeUnload(session);
  const busy = isBusy(session, results);
  const offline = new AppUpdates({
    container: navigator.serviceWorker,
    register,
    entry: import.meta.url,
    busy: () => busy.peek(),
    settled: () => history.settled(),
    reload: () => location.reload(),
  });
  const router = new Router();
  const { hovering } = listenForDroppedFiles(window, (sources) => {
    // They can be dropped on any page; their verdicts are on this one.
    router.go('home');
    onSources(sources);
  });
  const offered = examples(engines);
  const hearing = new BackgroundClassifier({ queue, classifier: engines, announcer });
  const quiz = new Quiz(createRoundDrawer(offered, engines), (source) => hearing.classify(source));
  render(
    <App
      engine={engine}
      session={session}
      results={results}
      desk={desk}
      history={history}
      removal={removal}
      undo={undo}
      cups={cups}
      rejudging={rejudging}
      announcer={announcer}
      examples={offered}
      hovering={hovering}
      onSources={onSources}
      router={router}
      hearing={hearing}
      quiz={quiz}
      offline={offline}
      busy={busy}
      atStake={hasUnsavedResults(results, history)}
    />,
    place,
  );
  handleLaunch({ onSources, goHome: () => router.go('home') });
  // After wasm and model, for which a person waits; then most of what it fetches is here already.
  persistWhenInstalled();
  if (import.meta.env.PROD) void warm.then(() => offline.start());
}

void start();
