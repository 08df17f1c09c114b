/** The four example pours. */
import { Attribution } from './attribution.tsx';
import { type Example, learnedExamples } from './examples.ts';
import { temperature } from './format.ts';
import type { Source } from './results.ts';
import { strings } from './strings.ts';
import { scale } from './temperature-scale.ts';
import { TemperatureSwitch } from './temperature-switch.tsx';

interface Properties {
  examples: readonly Example[];
  onChoose: (source: Source) => void;
}

export function ExampleRow({ examples, onChoose }: Properties) {
  const origin = examples[0]?.source.origin;
  const synthesised = origin?.kind === 'synthesised';
  return (
    <section class="examples" aria-labelledby="examples-heading">
      <h2 id="examples-heading">{strings.examples.heading}</h2>
      <p>
        {synthesised ? strings.examples.synthesised : strings.examples.recorded(learnedExamples)}{' '}
        <TemperatureSwitch />
      </p>
      <ul>
        {examples.map(({ fahrenheit, source }) => (
          <li key={fahrenheit}>
            <button type="button" onClick={() => onChoose(source)}>
              <span class="degrees">{temperature(fahrenheit, scale.value)}</span>{' '}
              <span class="kind">
                {synthesised ? strings.examples.kindSynthesised : strings.examples.kindRecorded}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {origin?.kind === 'recorded' && <Attribution credit={origin.credit} />}
    </section>
  );
}
