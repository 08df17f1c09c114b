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
import { Hearing } from './classify/background-classifier.ts';
import { Desk } from './classify/batch-controller.ts';
import { Door } from './history/database.ts';
import { Removal } from './history/delete-with-undo.ts';
import { History } from './history/history.ts';
import { language } from './i18n/locale.ts';
import { speakFirst } from './i18n/locale-choice.ts';
import { takeFiles } from './input/drop-and-paste.ts';
import { examples } from './input/examples.ts';
import { spawnLiveWorker } from './live/live-client.ts';
import { openMicrophone } from './live/microphone.ts';
import { Session } from './live/recorder.ts';
import { Offline, persistWhenInstalled, register } from './offline/app-updates.ts';
import { notice, takeArrivals } from './offline/launch.ts';
import { askBeforeLeaving, underWay, unkept } from './offline/unsaved-state.ts';
import { App } from './pages/app.tsx';
import { Unsupported, whatIsMissing } from './pages/unsupported-page.tsx';
import { Quiz } from './quiz/quiz.ts';
import { createRoundDrawer } from './quiz/quiz-pours.ts';
import { Cups } from './reference/cups.ts';
import { Rejudging } from './reference/reclassify.ts';
import { bringIntoView } from './results/result-card.tsx';
import { liveFile, Results, type Source } from './results/results.ts';
import { Router } from './router/router.ts';
import { Announcer } from './ui/announcer.ts';
import { Undo } from './ui/undo.ts';
import { Queue } from './util/task-queue.ts';
import { Engine, spawnWorker } from './worker/classifier-client.ts';
import { EnginePool, enginesFor } from './worker/worker-pool.ts';

async function start(): Promise<void> {
  const place = document.getElementById('app');
  if (place === null) throw new Error('index.html has no place for the page');
  await speakFirst();
  effect(() => {
    document.documentElement.lang = language.value;
  });
  const missing = await whatIsMissing();
  if (missing !== undefined) {
    render(<Unsupported reason={missing} />, place);
    return;
  }
  const engine = new Engine(spawnWorker);
  const warm = engine.warm();
  const results = new Results();
  const most = enginesFor(navigator.hardwareConcurrency);
  const engines = new EnginePool(engine, () => new Engine(spawnWorker, false), most);
  // One more than there are engines, so that the next recording is decoded when one of them is done.
  const queue = new Queue(most + 1);
  const announcer = new Announcer();
  const door = new Door();
  const undo = new Undo(announcer);
  const cups = new Cups({ door, queue, engine: engines, announcer, undo });
  void cups.start();
  const beside = () => cups.beside.peek();
  const desk = new Desk(results, { queue, engine: engines, announcer, beside });
  const history = new History(results, door);
  void history.start();
  const removal = new Removal(results, history, desk, undo);
  const rejudging = new Rejudging(results, cups, desk);
  const onSources = (sources: Source[]) => {
    notice.value = undefined;
    const batch = desk.take(sources);
    // Once it is drawn. On a phone the new cards are below the fold.
    requestAnimationFrame(() => batch[0] && bringIntoView(batch[0]));
  };
  const session = new Session({
    openMicrophone,
    spawnWorker: spawnLiveWorker,
    announcer,
    onRecording: (file) => onSources([liveFile(file)]),
    beside,
  });
  askBeforeLeaving(session);
  const busy = underWay(session, results);
  const offline = new Offline({
    container: navigator.serviceWorker,
    register,
    entry: import.meta.url,
    busy: () => busy.peek(),
    settled: () => history.settled(),
    reload: () => location.reload(),
  });
  const router = new Router();
  const { hovering } = takeFiles(window, (sources) => {
    // They can be dropped on any page; their verdicts are on this one.
    router.go('home');
    onSources(sources);
  });
  const offered = examples(engines);
  const hearing = new Hearing({ queue, engine: engines, announcer });
  const quiz = new Quiz(createRoundDrawer(offered, engines), (source) => hearing.hear(source));
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
      atStake={unkept(results, history)}
    />,
    place,
  );
  takeArrivals({ onSources, goHome: () => router.go('home') });
  // After wasm and model, for which a person waits; then most of what it fetches is here already.
  persistWhenInstalled();
  if (import.meta.env.PROD) void warm.then(() => offline.start());
}

void start();
