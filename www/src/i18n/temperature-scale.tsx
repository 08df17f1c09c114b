/** The temperature scale: that of the region, until the person chooses one. */
import { signal } from '@preact/signals';
import { readSetting, writeSetting } from '../util/storage.ts';
import type { Scale } from './format.ts';
import { home } from './index.ts';

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

/** Switches between the scales. Shown wherever a temperature is. */
export function TemperatureSwitch() {
  const other = scale.value === 'F' ? 'C' : 'F';
  return (
    <button type="button" class="text-button" onClick={() => chooseScale(other)}>
      {home.temperature.show[other]}
    </button>
  );
}
