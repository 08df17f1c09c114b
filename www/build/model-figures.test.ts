import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import report from '../../model/figures.json';
import sidecar from '../../model/hot-or-cold.json';
import { figuresFrom } from './model-figures.ts';

const card = readFileSync(new URL('../../model/MODEL_CARD.md', import.meta.url), 'utf8');

/** Without the characters that prevent line breaks. */
const plain = (text: string) => text.replace('\u00a0', ' ').replace('\u2060', '');

it('figuresFrom returns the figures of the shipped model', () => {
  const figures = figuresFrom(report, sidecar);
  const { training, model, version } = sidecar;
  expect(figures).toMatchObject({ version, date: training.date, parameters: model.parameters });
  for (const { percent, interval } of [figures.bySession, figures.byVessel, figures.seedProtocol]) {
    expect(card).toContain(`| ${plain(percent)} | ${plain(interval)} |`);
  }
  const pours = figures.temperatures.reduce((sum, row) => sum + row.pours, 0);
  expect(pours).toBe(training.pours);
});

it('figuresFrom keeps the decimals of the report', () => {
  const other = structuredClone(report);
  for (const { all } of other.protocols) all.right_percent = 12;
  expect(figuresFrom(other, sidecar).bySession.percent).toBe('12.0\u00a0%');
});

it.each([
  ['protocol “leave-one-vessel-out”', (name: string) => name === 'leave-one-vessel-out', {}],
  ['other_sounds', () => false, { other_sounds: null }],
  ['breakdown', () => false, { breakdown: null }],
])('throws without %s', (name, isDropped, changes) => {
  const protocols = report.protocols
    .filter((protocol) => !isDropped(protocol.name))
    .map((protocol) => ({ ...protocol, ...changes }));
  const other = { ...report, protocols } as typeof report;
  expect(() => figuresFrom(other, sidecar)).toThrow(`has no ${name}`);
  expect(() => figuresFrom(other, sidecar)).toThrow('./build.sh evaluate --json');
});

it('figuresFrom throws for figures of another model', () => {
  const training = { ...sidecar.training, date: '1999-12-31' };
  expect(() => figuresFrom(report, { ...sidecar, training })).toThrow('1999-12-31');
});

it('figuresFrom throws if the sidecar lacks a figure', () => {
  const model = { ...sidecar.model, parameters: undefined } as unknown as typeof sidecar.model;
  expect(() => figuresFrom(report, { ...sidecar, model })).toThrow('no parameters');
});
