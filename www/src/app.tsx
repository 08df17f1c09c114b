/** The whole site, put together. */
import { computed, type ReadonlySignal } from '@preact/signals';
import { useLayoutEffect, useMemo } from 'preact/hooks';
import type { Announcer } from './announcer.ts';
import { arrive, nameTab } from './arrive.ts';
import { CupPanel } from './cup/cup-panel.tsx';
import type { Cups } from './cup/cups.ts';
import type { Rejudging } from './cup/rejudging.ts';
import type { Desk } from './desk.ts';
import { DropCover, DropZone } from './drop-zone.tsx';
import type { Engine } from './engine.ts';
import { ExampleRow } from './example-row.tsx';
import type { Example } from './examples.ts';
import type { Hearing } from './hearing.ts';
import type { History } from './history/history.ts';
import type { Removal } from './history/removal.ts';
import { language } from './language.ts';
import { ListenPanel } from './live/listen-panel.tsx';
import type { Session } from './live/session.ts';
import { coldMaxFahrenheit, hotMinFahrenheit } from './model-facts.ts';
import { notice } from './offline/arrivals.ts';
import type { Offline } from './offline/offline.ts';
import { UpdateBar } from './offline/update-bar.tsx';
import { PageFooter } from './page-footer.tsx';
import { PageHeader } from './page-header.tsx';
import { AboutPage } from './pages/about-page.tsx';
import { GuidePage } from './pages/guide-page.tsx';
import { QuizPage } from './pages/quiz-page.tsx';
import { UnknownPage } from './pages/unknown-page.tsx';
import type { Quiz } from './quiz.ts';
import { ResultList } from './result-list.tsx';
import type { Results, Source } from './results.ts';
import type { Router } from './router.ts';
import { SiteNav } from './site-nav.tsx';
import { MAIN, SkipLink } from './skip-link.tsx';
import { strings } from './strings.ts';
import { scale } from './temperature-scale.ts';
import { TemperatureSwitch } from './temperature-switch.tsx';
import type { Undo } from './undo.ts';
import { UndoBar } from './undo-bar.tsx';

interface Properties {
  engine: Engine;
  session: Session;
  results: Results;
  desk: Desk;
  history: History;
  removal: Removal;
  undo: Undo;
  cups: Cups;
  rejudging: Rejudging;
  announcer: Announcer;
  examples: readonly Example[];
  hovering: ReadonlySignal<boolean>;
  onSources: (sources: Source[]) => void;
  router: Router;
  hearing: Hearing;
  quiz: Quiz;
  offline: Offline;
  busy: ReadonlySignal<boolean>;
  atStake: ReadonlySignal<boolean>;
}

export function App(properties: Properties) {
  const { session, announcer, examples, hovering, router, hearing, quiz, undo } = properties;
  const { offline, busy, atStake } = properties;
  const arrival = router.arrival.value;
  const { page } = arrival.route;
  useLayoutEffect(() => nameTab(arrival), [arrival, language.value]);
  useLayoutEffect(() => arrive(arrival), [arrival]);
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
        {page === 'unknown' && <UnknownPage />}
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
          {strings.failures['not-loaded']}
        </p>
      )}
      {notice.value && (
        <p class="notice" role="alert">
          {notice}
        </p>
      )}
      <ListenPanel
        session={session}
        beside={beside && strings.cup.beside(beside.name, beside.references.length)}
      />
      <CupPanel cups={cups} session={session} rejudging={rejudging} />
      <DropZone onSources={onSources} />
      <ExampleRow examples={examples} onChoose={(source) => onSources([source])} />
      <p class="range">
        {strings.range(hotMinFahrenheit, coldMaxFahrenheit, scale.value)} <TemperatureSwitch />
      </p>
      <ResultList results={results} desk={desk} history={history} removal={removal} cups={cups} />
    </>
  );
}
