import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { figuresFrom } from './model-figures.ts';

const read = (name: string) =>
  readFileSync(new URL(`../../model/${name}`, import.meta.url), 'utf8');
const card = read('MODEL_CARD.md');
const sidecar = read('hot-or-cold.json');

/** Without what keeps it on one line. */
const asPrinted = (text: string) => text.replace('\u00a0', ' ').replace('\u2060', '');

it('finds the figures of the model that is there', () => {
  const figures = figuresFrom(card, sidecar);
  const { training, model, version } = JSON.parse(sidecar);
  expect(figures).toMatchObject({ version, date: training.date, parameters: model.parameters });
  for (const { percent, interval } of [figures.bySession, figures.byVessel, figures.seedProtocol]) {
    expect(card).toContain(`| ${asPrinted(percent)} | ${asPrinted(interval)} |`);
  }
  // A kettle's temperatures, and the whole of the pours.
  const pours = figures.temperatures.reduce((sum, { pours: some }) => sum + some, 0);
  expect(pours).toBe(training.pours);
});

it('takes them as they are printed', () => {
  const other = card.replace(/(\| all \| .*? of \d+ \|) [\d.]+ % \|/, '$1 12.3 % |');
  expect(other).not.toBe(card);
  expect(figuresFrom(other, sidecar).bySession.percent).toBe('12.3\u00a0%');
});

const without = (what: string | RegExp) => {
  const other = card.replace(what, '');
  expect(other).not.toBe(card);
  return () => figuresFrom(other, sidecar);
};

it.each([
  ['the block', '<!-- evaluate -->', 'block between'],
  ['the end of the block', '<!-- /evaluate -->', 'block between'],
  ['a protocol', '**leave-one-vessel-out**', 'protocol “leave-one-vessel-out”'],
  ['the row of all pours', /^\| all \|.*\n/m, 'row of all pours under “leave-one-session-out”'],
  ['confidence', /^Said with .*\n/m, 'line “Said with … confidence or more”'],
  ['unsure', / Unsure: .*/, 'share of unsure'],
  ['other sounds', /^Other sounds rejected.*\n/m, 'share of other sounds'],
  ['temperatures', /^\| \d+ °F \|.*\n/gm, 'table of temperatures'],
])('says so where %s is missing', (_, what, sentence) => {
  expect(without(what)).toThrow(`model/MODEL_CARD.md has no ${sentence}`);
  expect(without(what)).toThrow('./build.sh evaluate');
});

it('refuses figures of another model', () => {
  const other = sidecar.replace(/"date": ".*?"/, '"date": "1999-12-31"');
  expect(() => figuresFrom(card, other)).toThrow('1999-12-31');
});

it('says what the sidecar lacks', () => {
  const { model: _, ...other } = JSON.parse(sidecar);
  expect(() => figuresFrom(card, JSON.stringify(other))).toThrow('no model.parameters');
});
