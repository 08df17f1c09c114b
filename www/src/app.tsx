/** The whole page, put together. */
import type { ReadonlySignal } from '@preact/signals';
import type { Announcer } from './announcer.ts';
import { CupPanel } from './cup/cup-panel.tsx';
import type { Cups } from './cup/cups.ts';
import type { Rejudging } from './cup/rejudging.ts';
import type { Desk } from './desk.ts';
import { DropCover, DropZone } from './drop-zone.tsx';
import type { Engine } from './engine.ts';
import { ExampleRow } from './example-row.tsx';
import type { Example } from './examples.ts';
import type { History } from './history/history.ts';
import type { Removal } from './history/removal.ts';
import { ListenPanel } from './live/listen-panel.tsx';
import type { Session } from './live/session.ts';
import { coldMaxFahrenheit, hotMinFahrenheit } from './model-facts.ts';
import { PageFooter } from './page-footer.tsx';
import { PageHeader } from './page-header.tsx';
import { ResultList } from './result-list.tsx';
import type { Results, Source } from './results.ts';
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
}

export function App(properties: Properties) {
  const { engine, session, results, desk, announcer, examples, hovering, onSources } = properties;
  const { history, removal, undo, cups, rejudging } = properties;
  const beside = cups.beside.value;
  return (
    <>
      <PageHeader />
      <main>
        {engine.status.value === 'failed' && (
          <p class="notice" role="alert">
            {strings.failures['not-loaded']}
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
      </main>
      <PageFooter />
      <UndoBar undo={undo} />
      <p class="visually-hidden" role="status">
        {announcer.text}
      </p>
      <DropCover hovering={hovering} />
    </>
  );
}
