/** The whole site, put together. */
import { computed, type ReadonlySignal } from '@preact/signals';
import { useLayoutEffect, useMemo } from 'preact/hooks';
import type { BackgroundClassifier } from '../classify/background-classifier.ts';
import type { BatchController } from '../classify/batch-controller.ts';
import { coldMaxFahrenheit, hotMinFahrenheit } from '../classify/model-constants.ts';
import type { DeleteWithUndo } from '../history/delete-with-undo.ts';
import type { History } from '../history/history.ts';
import { home } from '../i18n/index.ts';
import { language } from '../i18n/locale.ts';
import { scale } from '../i18n/temperature-scale.ts';
import { TemperatureSwitch } from '../i18n/temperature-switch.tsx';
import { DropCover, DropZone } from '../input/drop-zone.tsx';
import { ExampleRow } from '../input/example-row.tsx';
import type { Example } from '../input/examples.ts';
import { ListenPanel } from '../live/listen-panel.tsx';
import type { Recorder } from '../live/recorder.ts';
import type { AppUpdates } from '../offline/app-updates.ts';
import { notice } from '../offline/launch.ts';
import { UpdateBar } from '../offline/update-bar.tsx';
import type { Quiz } from '../quiz/quiz.ts';
import { QuizPage } from '../quiz/quiz-page.tsx';
import { CupPanel } from '../reference/cup-panel.tsx';
import type { Cups } from '../reference/cups.ts';
import type { Reclassifier } from '../reference/reclassify.ts';
import { ResultList } from '../results/result-list.tsx';
import type { Results, Source } from '../results/results.ts';
import { focusAndScroll, setDocumentTitle } from '../router/navigation-effects.ts';
import type { Router } from '../router/router.ts';
import type { Announcer } from '../ui/announcer.ts';
import { PageFooter } from '../ui/page-footer.tsx';
import { MAIN, PageHeader, SkipLink } from '../ui/page-header.tsx';
import { SiteNav } from '../ui/site-nav.tsx';
import type { Undo } from '../ui/undo.ts';
import { UndoBar } from '../ui/undo-bar.tsx';
import type { ClassifierClient } from '../worker/classifier-client.ts';
import { AboutPage } from './about-page.tsx';
import { GuidePage } from './guide-page.tsx';
import { NotFoundPage } from './not-found-page.tsx';

interface Properties {
  engine: ClassifierClient;
  session: Recorder;
  results: Results;
  desk: BatchController;
  history: History;
  removal: DeleteWithUndo;
  undo: Undo;
  cups: Cups;
  rejudging: Reclassifier;
  announcer: Announcer;
  examples: readonly Example[];
  hovering: ReadonlySignal<boolean>;
  onSources: (sources: Source[]) => void;
  router: Router;
  hearing: BackgroundClassifier;
  quiz: Quiz;
  offline: AppUpdates;
  busy: ReadonlySignal<boolean>;
  atStake: ReadonlySignal<boolean>;
}

export function App(properties: Properties) {
  const { session, announcer, examples, hovering, router, hearing, quiz, undo } = properties;
  const { offline, busy, atStake } = properties;
  const arrival = router.arrival.value;
  const { page } = arrival.route;
  useLayoutEffect(() => setDocumentTitle(arrival), [arrival, language.value]);
  useLayoutEffect(() => focusAndScroll(arrival), [arrival]);
  const listening = useMemo(() => computed(() => session.view.value.phase !== 'idle'), [session]);
  return (
    <>
      <SkipLink />
      <PageHeader page={page}>
        <SiteNav route={arrival.route} listening={listening} />
      </PageHeader>
      <main id={MAIN} tabIndex={-1}>
        {/* Hidden rather than gone: a recording under way goes on while one reads the guide. */}
        <div class="page" hidden={page !== 'home'}>
          <Home {...properties} />
        </div>
        {page === 'guide' && <GuidePage examples={examples} hearing={hearing} />}
        {page === 'quiz' && <QuizPage quiz={quiz} examples={examples} />}
        {page === 'about' && <AboutPage />}
        {page === 'unknown' && <NotFoundPage />}
      </main>
      <PageFooter ready={offline.ready} />
      <UndoBar undo={undo} />
      <UpdateBar offline={offline} announcer={announcer} busy={busy} unkept={atStake} />
      <p class="visually-hidden" role="status">
        {announcer.text}
      </p>
      <DropCover hovering={hovering} />
    </>
  );
}

function Home(properties: Properties) {
  const { engine, session, results, desk, examples, onSources } = properties;
  const { history, removal, cups, rejudging } = properties;
  const beside = cups.beside.value;
  return (
    <>
      {engine.status.value === 'failed' && (
        <p class="notice" role="alert">
          {home.failures['not-loaded']}
        </p>
      )}
      {notice.value && (
        <p class="notice" role="alert">
          {notice}
        </p>
      )}
      <ListenPanel
        session={session}
        beside={beside && home.cup.comparedWith(beside.name, beside.references.length)}
      />
      <CupPanel cups={cups} session={session} rejudging={rejudging} />
      <DropZone onSources={onSources} />
      <ExampleRow examples={examples} onChoose={(source) => onSources([source])} />
      <p class="range">
        {home.range(hotMinFahrenheit, coldMaxFahrenheit, scale.value)} <TemperatureSwitch />
      </p>
      <ResultList results={results} desk={desk} history={history} removal={removal} cups={cups} />
    </>
  );
}
