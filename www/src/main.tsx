// First: what is below makes workers.
import './trusted-types.ts';
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
import { Announcer } from './announcer.ts';
import { App } from './app.tsx';
import { Cups } from './cup/cups.ts';
import { Rejudging } from './cup/rejudging.ts';
import { Desk } from './desk.ts';
import { Engine, spawnWorker } from './engine.ts';
import { EnginePool, enginesFor } from './engine-pool.ts';
import { examples } from './examples.ts';
import { Hearing } from './hearing.ts';
import { Door } from './history/database.ts';
import { History } from './history/history.ts';
import { Removal } from './history/removal.ts';
import { takeFiles } from './intake.ts';
import { language } from './language.ts';
import { speakFirst } from './language-choice.ts';
import { askBeforeLeaving } from './live/leaving.ts';
import { spawnLiveWorker } from './live/live-ear.ts';
import { openMicrophone } from './live/microphone.ts';
import { Session } from './live/session.ts';
import { notice, takeArrivals } from './offline/arrivals.ts';
import { underWay, unkept } from './offline/at-stake.ts';
import { Offline } from './offline/offline.ts';
import { persistWhenInstalled } from './offline/persist.ts';
import { register } from './offline/register.ts';
import { Queue } from './queue.ts';
import { Quiz } from './quiz.ts';
import { createRoundDrawer } from './quiz-pours.ts';
import { bringIntoView } from './result-card.tsx';
import { liveFile, Results, type Source } from './results.ts';
import { Router } from './router.ts';
import { whatIsMissing } from './support.ts';
import { Undo } from './undo.ts';
import { Unsupported } from './unsupported.tsx';

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
