import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import report from '../../model/figures.json';
import sidecar from '../../model/hot-or-cold.json';
import kitchens from '../../model/kitchens.json';
import { figuresFrom } from './model-figures.ts';

const card = readFileSync(new URL('../../model/MODEL_CARD.md', import.meta.url), 'utf8');

/** Without the characters that prevent line breaks. */
const plain = (text: string) => text.replace('\u00a0', ' ').replace('\u2060', '');

it('figuresFrom returns the figures of the shipped model', () => {
  const figures = figuresFrom(report, kitchens, sidecar);
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
  expect(figuresFrom(other, kitchens, sidecar).bySession.percent).toBe('12.0\u00a0%');
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
  expect(() => figuresFrom(other, kitchens, sidecar)).toThrow(`has no ${name}`);
  expect(() => figuresFrom(other, kitchens, sidecar)).toThrow('./build.sh evaluate --json');
});

it('figuresFrom throws for figures of another model', () => {
  const training = { ...sidecar.training, date: '1999-12-31' };
  expect(() => figuresFrom(report, kitchens, { ...sidecar, training })).toThrow('1999-12-31');
});

it('figuresFrom throws if the sidecar lacks a figure', () => {
  const model = { ...sidecar.model, parameters: undefined } as unknown as typeof sidecar.model;
  expect(() => figuresFrom(report, kitchens, { ...sidecar, model })).toThrow('no parameters');
});

it('figuresFrom returns the figures of other kitchens, as the model card has them', () => {
  const { otherKitchens } = figuresFrom(report, kitchens, sidecar);
  const { right, confidentRight, firm } = otherKitchens;
  const counted = ({ count, of, percent }: typeof firm) => `${count} of ${of} (${plain(percent)})`;
  const row = (name: string, value: string, interval: string) =>
    expect(card).toContain(`| ${name} | ${value} | ${interval} |`);
  row('verdict right', counted(right), plain(right.interval));
  row('confident verdict right', counted(confidentRight), plain(confidentRight.interval));
  expect(card).toContain(`${firm.count.toFixed(1)} of ${firm.of} (${plain(firm.percent)})`);
  expect(card).toContain(`| cold called hot | ${otherKitchens.coldCalledHot} |`);
  expect(card).toContain(`| hot called cold | ${otherKitchens.hotCalledCold} |`);
  expect(card).toContain(`${otherKitchens.pours} pours into ${otherKitchens.cups} cups`);
  expect(card.match(/^\| kitchen /gm)).toHaveLength(otherKitchens.kitchens);
});

it.each(['model_version', 'model_date', 'model_sha256'])(
  'figuresFrom throws for other kitchens with another %s',
  (field) => {
    const other = { ...kitchens, [field]: 'another' };
    expect(() => figuresFrom(report, other, sidecar)).toThrow(
      /^model\/kitchens\.json is about model .*another.*, but model\/hot-or-cold\.json is /,
    );
    expect(() => figuresFrom(report, other, sidecar)).toThrow(
      './build.sh evaluate --kitchens FOLDER --json > model/kitchens.json',
    );
  },
);

const { firm_right } = kitchens.all;

it.each([
  ['interval of firm_right', { firm_right: { ...firm_right, interval_percent: null } }],
  ['firm_right', { firm_right: undefined }],
  ['coldCalledHot', { cold_called_hot: undefined }],
])('figuresFrom throws for other kitchens without %s', (name, changes) => {
  const other = { ...kitchens, all: { ...kitchens.all, ...changes } };
  expect(() => figuresFrom(report, other as unknown as typeof kitchens, sidecar)).toThrow(
    `model/kitchens.json or model/hot-or-cold.json has no ${name}`,
  );
});
