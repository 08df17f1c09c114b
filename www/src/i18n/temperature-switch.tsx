/** Stands wherever a temperature is named. */
import { home } from './index.ts';
import { chooseScale, scale } from './temperature-scale.ts';

export function TemperatureSwitch() {
  const other = scale.value === 'F' ? 'C' : 'F';
  return (
    <button type="button" class="text-button" onClick={() => chooseScale(other)}>
      {home.temperature.show[other]}
    </button>
  );
}
