/** °F or °C: as people write it where they live, until they choose. */
import { signal } from '@preact/signals';
import { readSetting, writeSetting } from '../util/storage.ts';
import type { Scale } from './format.ts';

/** Where CLDR gives Fahrenheit for the weather, and Liberia and Myanmar, whose kitchens use it. */
const FAHRENHEIT = new Set('US PR GU VI AS MP UM BS BZ KY PW FM MH LR MM'.split(' '));

const KEY = 'temperature-scale';

export function regionalScale(language: string): Scale {
  try {
    return FAHRENHEIT.has(new Intl.Locale(language).maximize().region ?? '') ? 'F' : 'C';
  } catch {
    return 'C';
  }
}

const SCALES: readonly Scale[] = ['F', 'C'];

export const scale = signal<Scale>(
  SCALES.find((known) => known === readSetting(KEY)) ??
    regionalScale(globalThis.navigator?.language ?? ''),
);

export function chooseScale(chosen: Scale): void {
  scale.value = chosen;
  writeSetting(KEY, chosen);
}
