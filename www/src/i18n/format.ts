/** Formats numbers, dates and lists in the language of the page. */
import { currentLocale } from './locale.ts';

const NBSP = '\u00a0';

/**
 * A probability in per cent. Never 0% or 100%: the model is never certain, and rounding must not
 * claim that it is.
 */
export function percent(probability: number): string {
  const { percent, over, under } = currentLocale();
  const rounded = Math.round(probability * 100);
  if (rounded >= 100) return over(percent('99'));
  if (rounded <= 0) return under(percent('1'));
  return percent(String(rounded));
}

/** How much of a task is done, in per cent. */
export function progress(fraction: number): string {
  return currentLocale().percent(String(Math.round(fraction * 100)));
}

export type Scale = 'F' | 'C';

export function celsius(fahrenheit: number): number {
  return Math.round(((fahrenheit - 32) * 5) / 9);
}

export function temperature(fahrenheit: number, scale: Scale): string {
  return `${scale === 'F' ? Math.round(fahrenheit) : celsius(fahrenheit)}${NBSP}°${scale}`;
}

/** “199–212 °F”, or one temperature where both round to the same. */
export function temperatureRange(low: number, high: number, scale: Scale): string {
  const [from, to] = [temperature(low, scale), temperature(high, scale)];
  const [degrees] = from.split(NBSP);
  return from === to ? to : `${degrees}–${to}`;
}

/** Formats a number of things. Means over seeds are rounded. */
export function count(value: number): string {
  return value.toLocaleString(currentLocale().locale, { maximumFractionDigits: 0 });
}

function formatNumber(value: number, decimals = 1): string {
  const form = { maximumFractionDigits: decimals, useGrouping: false };
  return value.toLocaleString(currentLocale().locale, form);
}

/** With a capital letter at the beginning. */
export function upperFirst(text: string): string {
  return text.charAt(0).toLocaleUpperCase(currentLocale().locale) + text.slice(1);
}

/** Joins items as in “a, b and c”. */
export function list(items: readonly string[]): string {
  return new Intl.ListFormat(currentLocale().locale, { type: 'conjunction' }).format(items);
}

/**
 * Formats less than two minutes as seconds, otherwise as minutes and seconds. Stated decimals are
 * rounded down, so that a length which is too short never looks long enough.
 */
export function seconds(value: number, decimals?: number): string {
  if (value >= 120) return clock(value);
  if (decimals === undefined) return currentLocale().seconds(formatNumber(value));
  const scale = 10 ** decimals;
  // Hundredths such as 0.29 are a little less in binary.
  const floored = Math.floor(scale * value + 1e-6) / scale;
  return currentLocale().seconds(formatNumber(floored, decimals));
}

/** Formats a length in a column of lengths: always with a decimal. */
export function columnSeconds(value: number): string {
  // 119.96 would read “120.0 s”.
  if (value >= 119.95) return clock(value);
  const form = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
  const { locale, seconds } = currentLocale();
  return seconds(value.toLocaleString(locale, form));
}

export function clock(value: number): string {
  const whole = Math.round(value);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const [hours = 0, ...rest] = parts;
  const shown = hours > 0 ? [hours, ...rest] : rest;
  return shown.map((part, i) => (i === 0 ? String(part) : String(part).padStart(2, '0'))).join(':');
}

/** “0:02–0:08”. */
export function timeRange(start: number, end: number): string {
  return `${clock(start)}–${clock(end)}`;
}

export function hertz(value: number): string {
  return value >= 1000
    ? `${formatNumber(value / 1000)}${NBSP}kHz`
    : `${Math.round(value)}${NBSP}Hz`;
}

export function decibels(value: number): string {
  return String(Math.round(value)).replace('-', '\u2212');
}

export function bytes(value: number): string {
  const { megabyte, gigabyte } = currentLocale();
  return value < 1e9
    ? `${Math.ceil(value / 1e6)}${NBSP}${megabyte}`
    : `${formatNumber(value / 1e9)}${NBSP}${gigabyte}`;
}

/** Formats a time in ms since 1970. */
export function date(value: number, hasSeconds = false): string {
  const form = { dateStyle: 'medium', timeStyle: hasSeconds ? 'medium' : 'short' } as const;
  return new Intl.DateTimeFormat(currentLocale().locale, form).format(value);
}

/** Formats a time in ms since 1970: the time alone if it is today, else with its date. */
export function timeOfDay(value: number, hasSeconds = false, now = Date.now()): string {
  if (new Date(value).toDateString() !== new Date(now).toDateString()) {
    return date(value, hasSeconds);
  }
  const form = { timeStyle: hasSeconds ? 'medium' : 'short' } as const;
  return new Intl.DateTimeFormat(currentLocale().locale, form).format(value);
}

/** Localises a share or an interval of build/model-figures.ts: “97.0 %”, “95.0–98.3 %”. */
export function share(written: string): string {
  const { locale, percent } = currentLocale();
  const point = (1.5).toLocaleString(locale).charAt(1);
  return percent(written.replace(/\s*%$/, '').replaceAll('.', point));
}
