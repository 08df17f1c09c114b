/** The whole page, put together. */
import type { ReadonlySignal } from '@preact/signals';
import type { Announcer } from './announcer.ts';
import { DropCover, DropZone } from './drop-zone.tsx';
import type { Engine } from './engine.ts';
import { ExampleRow } from './example-row.tsx';
import type { Example } from './examples.ts';
import { ListenPanel } from './live/listen-panel.tsx';
import type { Session } from './live/session.ts';
import { coldMaxFahrenheit, hotMinFahrenheit } from './model-facts.ts';
import { PageFooter } from './page-footer.tsx';
import { PageHeader } from './page-header.tsx';
import { ResultCard, removeButtonId } from './result-card.tsx';
import { ownFile, type Result, type Results, type Source } from './results.ts';
import { strings } from './strings.ts';

interface Properties {
  engine: Engine;
  session: Session;
  results: Results;
  announcer: Announcer;
  examples: readonly Example[];
  hovering: ReadonlySignal<boolean>;
  onSources: (sources: Source[]) => void;
}

export function App({
  engine,
  session,
  results,
  announcer,
  examples,
  hovering,
  onSources,
}: Properties) {
  return (
    <>
      <PageHeader />
      <main>
        {engine.status.value === 'failed' && (
          <p class="notice" role="alert">
            {strings.failures['not-loaded']}
          </p>
        )}
        <ListenPanel session={session} />
        <DropZone onFiles={(files) => onSources(files.map(ownFile))} />
        <ExampleRow examples={examples} onChoose={(source) => onSources([source])} />
        <p class="range">{strings.range(hotMinFahrenheit, coldMaxFahrenheit)}</p>
        <ResultList results={results} />
      </main>
      <PageFooter />
      <p class="visually-hidden" role="status">
        {announcer.text}
      </p>
      <DropCover hovering={hovering} />
    </>
  );
}

function ResultList({ results }: { results: Results }) {
  const list = results.list.value;
  if (list.length === 0) return null;
  return (
    <section class="results" aria-labelledby="results-heading">
      <h2 id="results-heading">{strings.results.heading}</h2>
      {list.map((result) => (
        <ResultCard key={result.id} result={result} onRemove={() => remove(results, result)} />
      ))}
    </section>
  );
}

/** Focus would fall back to the top of the page with the button that had it. */
function remove(results: Results, result: Result): void {
  const { value: list } = results.list;
  const place = list.indexOf(result);
  const neighbour = list[place + 1] ?? list[place - 1];
  results.remove(result);
  requestAnimationFrame(() => {
    document.getElementById(neighbour ? removeButtonId(neighbour) : 'file-input')?.focus();
  });
}
