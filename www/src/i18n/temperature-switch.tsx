/** Stands wherever a temperature is named. */
import { strings } from './index.ts';
import { choose, scale } from './temperature-scale.ts';

export function TemperatureSwitch() {
  const other = scale.value === 'F' ? 'C' : 'F';
  return (
    <button type="button" class="text-button" onClick={() => choose(other)}>
      {strings.temperature.show[other]}
    </button>
  );
}
