/** Stands wherever a temperature is named. */
import { home } from './index.ts';
import { choose, scale } from './temperature-scale.ts';

export function TemperatureSwitch() {
  const other = scale.value === 'F' ? 'C' : 'F';
  return (
    <button type="button" class="text-button" onClick={() => choose(other)}>
      {home.temperature.show[other]}
    </button>
  );
}
