/** The temperature scale: that of the region, until the person chooses one. */
import { signal } from '@preact/signals';
import { readSetting, writeSetting } from '../util/storage.ts';
import type { Scale } from './format.ts';
import { home, settings } from './index.ts';

/** Regions with Fahrenheit in CLDR, and Liberia and Myanmar, whose kitchens use it. */
const FAHRENHEIT = new Set('US PR GU VI AS MP UM BS BZ KY PW FM MH LR MM'.split(' '));

/** Key in localStorage. */
const SCALE_KEY = 'temperature-scale';

export function regionalScale(language: string): Scale {
  try {
    return FAHRENHEIT.has(new Intl.Locale(language).maximize().region ?? '') ? 'F' : 'C';
  } catch {
    return 'C';
  }
}

const SCALES: readonly Scale[] = ['F', 'C'];

export const scale = signal<Scale>(
  SCALES.find((known) => known === readSetting(SCALE_KEY)) ??
    regionalScale(globalThis.navigator?.language ?? ''),
);

export function chooseScale(chosen: Scale): void {
  scale.value = chosen;
  writeSetting(SCALE_KEY, chosen);
}

/** Switches between the scales, next to a temperature. */
export function TemperatureSwitch() {
  const other = scale.value === 'F' ? 'C' : 'F';
  return (
    <button type="button" class="text-button" onClick={() => chooseScale(other)}>
      {home.temperature.show[other]}
    </button>
  );
}

/** Chooses the scale in the settings. */
export function TemperatureChoice() {
  return (
    <label class="choice">
      {settings.temperature}
      <select
        data-testid="temperature-scale"
        translate={false}
        value={scale.value}
        onChange={({ currentTarget }) => chooseScale(currentTarget.value as Scale)}
      >
        {SCALES.map((name) => (
          <option key={name} value={name}>
            °{name}
          </option>
        ))}
      </select>
    </label>
  );
}
