/** The start page: recording, the results, examples, files and your cup. */
import { coldMaxFahrenheit, hotMinFahrenheit } from '../classify/model-constants.ts';
import { home } from '../i18n/index.ts';
import { scale } from '../i18n/temperature-scale.tsx';
import { DropZone } from '../input/drop-zone.tsx';
import { ExampleRow } from '../input/example-row.tsx';
import { InterruptedNotice } from '../live/interrupted-notice.tsx';
import { ListenPanel } from '../live/listen-panel.tsx';
import { shareNotice } from '../offline/launch.ts';
import { CupPanel } from '../reference/cup-panel.tsx';
import { ResultList } from '../results/result-list.tsx';
import { useApp } from './app-context.ts';

export function HomePage() {
  const { classifier } = useApp();
  return (
    <>
      {classifier.status.value === 'failed' && (
        <p class="notice" role="alert">
          {home.failures['not-loaded']}
        </p>
      )}
      {shareNotice.value && (
        <p class="notice" role="alert">
          {shareNotice}
        </p>
      )}
      <InterruptedNotice />
      <ListenPanel />
      <ResultList />
      <ExampleRow />
      <DropZone />
      <CupPanel />
      <p class="quiet" data-testid="range">
        {home.range(hotMinFahrenheit, coldMaxFahrenheit, scale.value)}
      </p>
    </>
  );
}
