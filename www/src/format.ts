/** Numbers as a person reads them. */

const NBSP = '\u00a0';

/**
 * A probability in per cent. Never 0 % or 100 %: the model is never certain, and rounding must not
 * claim that it is.
 */
export function percent(probability: number): string {
  const rounded = Math.round(probability * 100);
  if (rounded >= 100) return `over${NBSP}99${NBSP}%`;
  if (rounded <= 0) return `under${NBSP}1${NBSP}%`;
  return `${rounded}${NBSP}%`;
}

export type Scale = 'F' | 'C';

export function celsius(fahrenheit: number): number {
  return Math.round(((fahrenheit - 32) * 5) / 9);
}

export function temperature(fahrenheit: number, scale: Scale): string {
  return `${scale === 'F' ? fahrenheit : celsius(fahrenheit)}${NBSP}°${scale}`;
}

/** From two minutes on, minutes and seconds; below, seconds. */
export function seconds(value: number): string {
  return value < 120 ? `${Number(value.toFixed(1))}${NBSP}s` : clock(value);
}

export function clock(value: number): string {
  const whole = Math.round(value);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const [hours = 0, ...rest] = parts;
  const shown = hours > 0 ? [hours, ...rest] : rest;
  return shown.map((part, i) => (i === 0 ? String(part) : String(part).padStart(2, '0'))).join(':');
}

export function hertz(value: number): string {
  return value >= 1000
    ? `${Number((value / 1000).toFixed(1))}${NBSP}kHz`
    : `${Math.round(value)}${NBSP}Hz`;
}

export function decibels(value: number): string {
  return String(Math.round(value)).replace('-', '\u2212');
}

export function bytes(value: number): string {
  return value < 1e9
    ? `${Math.ceil(value / 1e6)}${NBSP}MB`
    : `${Number((value / 1e9).toFixed(1))}${NBSP}GB`;
}

const DATE = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

/** A moment in ms since 1970. */
export function date(value: number): string {
  return DATE.format(value);
}
