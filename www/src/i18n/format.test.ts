import { describe, expect, it } from 'vitest';
import {
  bytes,
  celsius,
  clock,
  columnSeconds,
  decibels,
  hertz,
  percent,
  progress,
  seconds,
  temperature,
  temperatureRange,
  timeRange,
  upperFirst,
} from './format.ts';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('percent', () => {
  it.each([
    [0.97, '97%'],
    [0.005, '1%'],
    [0.0049, 'under 1%'],
    [0, 'under 1%'],
    [0.994, '99%'],
    [0.995, 'over 99%'],
    [1, 'over 99%'],
  ])('formats %f as %s', (probability, text) => expect(plain(percent(probability))).toBe(text));
});

describe('temperature', () => {
  it.each([
    [32, 0],
    [40, 4],
    [73, 23],
    [75, 24],
    [175, 79],
    [212, 100],
  ])('converts %i °F to %i °C', (fahrenheit, degrees) => expect(celsius(fahrenheit)).toBe(degrees));

  it('uses the given scale', () => {
    expect(plain(temperature(175, 'F'))).toBe('175 °F');
    expect(plain(temperature(175, 'C'))).toBe('79 °C');
    expect(plain(temperature(191.3099, 'F'))).toBe('191 °F');
    expect(plain(temperature(191.3099, 'C'))).toBe('89 °C');
  });
});

describe('temperatureRange', () => {
  it('writes the scale once', () => {
    expect(plain(temperatureRange(199, 212, 'F'))).toBe('199–212 °F');
    expect(plain(temperatureRange(199, 212, 'C'))).toBe('93–100 °C');
  });

  it('is one temperature if both ends round to the same', () =>
    expect(plain(temperatureRange(211.8, 212.1, 'F'))).toBe('212 °F'));
});

it('progress starts at 0% and ends at 100%', () => {
  expect([0, 0.404, 1].map(progress)).toEqual(['0%', '40%', '100%']);
});

it('upperFirst capitalises the first letter only', () => {
  expect(upperFirst('over 99% likely hot')).toBe('Over 99% likely hot');
});

describe('seconds', () => {
  it.each([
    [8, '8 s'],
    [6.06, '6.1 s'],
    [119.9, '119.9 s'],
    [120, '2:00'],
    [3600, '1:00:00'],
    [3661, '1:01:01'],
  ])('formats %f s as %s', (value, text) => expect(plain(seconds(value))).toBe(text));

  it.each([
    [0.999, '0.99 s'],
    [0.9999, '0.99 s'],
    [0.29, '0.29 s'],
    [0.2, '0.2 s'],
  ])('rounds %f s down to two decimals', (value, text) =>
    expect(plain(seconds(value, 2))).toBe(text),
  );

  it('timeRange formats start and end', () => {
    expect(timeRange(1.8, 8.2)).toBe('0:02–0:08');
    expect(timeRange(3599, 3605)).toBe('59:59–1:00:05');
  });

  it('carries a rounded second into the minute', () => expect(clock(119.6)).toBe('2:00'));
});

it.each([
  [5, '5.0 s'],
  [6.96, '7.0 s'],
  [9.36, '9.4 s'],
  [9.34, '9.3 s'],
  [0.3, '0.3 s'],
  [119.96, '2:00'],
  [125, '2:05'],
])('columnSeconds formats %f with one decimal', (value, text) => {
  expect(plain(columnSeconds(value))).toBe(text);
});

it('hertz, decibels and bytes are formatted briefly', () => {
  expect(plain(hertz(500))).toBe('500 Hz');
  expect(plain(hertz(1000))).toBe('1 kHz');
  expect(plain(hertz(2540))).toBe('2.5 kHz');
  expect(decibels(-78.3)).toBe('−78');
  expect(decibels(-0.2)).toBe('0');
  expect(plain(bytes(691_200_044))).toBe('692 MB');
  expect(plain(bytes(1_000_000_000))).toBe('1 GB');
  expect(plain(bytes(2_340_000_000))).toBe('2.3 GB');
});
