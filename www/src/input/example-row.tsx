/** Buttons that add the example pours. */
import { temperature } from '../i18n/format.ts';
import { home } from '../i18n/index.ts';
import { scale, TemperatureSwitch } from '../i18n/temperature-scale.tsx';
import { useApp } from '../pages/app-context.ts';
import { Attribution } from '../results/attribution.tsx';
import styles from './example-row.module.css';
import { trainingSetExamples } from './examples.ts';

export function ExampleRow() {
  const { addSources, examples } = useApp();
  const { examples: messages } = home;
  const origin = examples[0]?.source.origin;
  const isSynthesised = origin?.kind === 'synthesised';
  return (
    <section class={styles.examples} data-testid="examples" aria-labelledby="examples-heading">
      <h2 id="examples-heading">{messages.heading}</h2>
      <p>
        {isSynthesised ? messages.synthesised : messages.recorded(trainingSetExamples)}{' '}
        {messages.notSaved} <TemperatureSwitch />
      </p>
      <ul>
        {examples.map(({ fahrenheit, source }) => (
          <li key={fahrenheit}>
            <button type="button" onClick={() => addSources([source])}>
              <span class={styles.degrees} translate={false}>
                {temperature(fahrenheit, scale.value)}
              </span>{' '}
              <span class={styles.kind}>
                {isSynthesised ? messages.kindSynthesised : messages.kindRecorded}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {origin?.kind === 'recorded' && <Attribution credit={origin.credit} />}
    </section>
  );
}
