import { afterEach, expect, it, vi } from 'vitest';
import { setLocale } from '../i18n/index.ts';
import { scale } from '../i18n/temperature-scale.tsx';
import { recordingFileName } from '../live/recording-file.ts';
import { fileSource, liveSource, Results, type Source } from '../results/results.ts';
import { nameOf, trimmedText } from './result-name.ts';

afterEach(async () => {
  vi.useRealTimers();
  await setLocale('en');
});

function add(source: Source) {
  const [result] = new Results().add([source]);
  if (!result) throw new Error('no result');
  return result;
}

const recordedAt = (time: Date) => add(liveSource(new File([], recordingFileName(time))));

it('nameOf returns the custom name, or the file name without one', () => {
  const result = add(fileSource(new File([], 'a.wav')));
  expect(nameOf(result)).toBe('a.wav');
  result.customName.value = 'Blue mug';
  expect(nameOf(result)).toBe('Blue mug');
});

it('nameOf names a live result by its time, with the date after that day', async () => {
  const result = recordedAt(new Date(2026, 10, 30, 2, 59, 7));
  vi.useFakeTimers({ now: new Date(2026, 10, 30, 12) });
  expect(nameOf(result)).toBe('Pour, 02:59');
  await setLocale('de');
  expect(nameOf(result)).toBe('Einschenken, 02:59');
  vi.setSystemTime(new Date(2026, 11, 1));
  expect(nameOf(result)).toBe('Einschenken, 30.11.2026, 02:59');
});

it('nameOf adds the seconds while another live result is of the same minute', async () => {
  vi.useFakeTimers({ now: new Date(2026, 10, 30, 12) });
  const results = new Results();
  const names = () => results.list.value.map(nameOf);
  const record = (...time: [number, number, number]) =>
    results.add([liveSource(new File([], recordingFileName(new Date(2026, 10, 30, ...time))))]);
  record(9, 50, 58);
  const [first] = record(9, 51, 7);
  expect(names()).toEqual(['Pour, 09:51', 'Pour, 09:50']);
  record(9, 51, 40);
  expect(names()).toEqual(['Pour, 09:51:40', 'Pour, 09:51:07', 'Pour, 09:50']);
  await setLocale('de');
  expect(names()[0]).toBe('Einschenken, 09:51:40');
  await setLocale('en');
  if (first) results.remove(first);
  expect(names()).toEqual(['Pour, 09:51', 'Pour, 09:50']);
});

it.each([
  ['hot-sample-212f.m4a', 'Hot example, 212 °F', 'Beispiel heiß, 100 °C'],
  ['synthesised-pour-40f.wav', 'Cold example, 40 °F', 'Beispiel kalt, 4 °C'],
  ['other.m4a', 'other.m4a', 'other.m4a'],
])('nameOf names the example %s by its temperature', async (name, english, german) => {
  const load = async () => new File([], name);
  const result = add({ name, origin: { kind: 'synthesised' }, load });
  const shown = () => nameOf(result).replaceAll('\u00a0', ' ');
  scale.value = 'F';
  expect(shown()).toBe(english);
  await setLocale('de');
  scale.value = 'C';
  expect(shown()).toBe(german);
});

it('nameOf keeps other names of live recordings, and files that are named like them', () => {
  const name = recordingFileName(new Date());
  expect(nameOf(add(fileSource(new File([], name))))).toBe(name);
  expect(nameOf(add(liveSource(new File([], 'pour.wav'))))).toBe('pour.wav');
});

it.each([
  ['  mug ', 'mug'],
  [' \n ', undefined],
  ['', undefined],
  ['123456789', '12345'],
  ['1234 6', '1234'],
])('trimmedText turns %j into %j', (text, trimmed) => expect(trimmedText(text, 5)).toBe(trimmed));
