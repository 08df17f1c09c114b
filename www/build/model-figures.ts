/**
 * The model's figures that the page shows. They come from the reports of `./build.sh evaluate`,
 * `model/kitchens.json` and `model/figures.json`, and from the model's sidecar. A missing figure,
 * or a report on another model, stops the build.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Plugin } from 'vite';
import type report from '../../model/figures.json';
import type sidecar from '../../model/hot-or-cold.json';
import type kitchens from '../../model/kitchens.json';

const MODULE = 'virtual:model-figures';
const SIDECAR = 'model/hot-or-cold.json';

/** A report of the model's accuracy, and the options of `evaluate` that print it. */
interface Source {
  file: string;
  options: string;
}

const HOME: Source = { file: 'model/figures.json', options: '--json' };
const KITCHENS: Source = { file: 'model/kitchens.json', options: '--kitchens FOLDER --json' };

type Report = typeof report;
type KitchensReport = typeof kitchens;
type Sidecar = typeof sidecar;
type Protocol = Report['protocols'][number];

/** Texts have the decimals of the report. */
export interface Rate {
  of: number;
  percent: string;
  /** 95% confidence interval. */
  interval: string;
}

/** Right ones of some verdicts. Numbers are means over seeds. */
export interface RightVerdicts extends Rate {
  count: number;
}

/** Pours in kitchens that no model was trained on. */
export interface OtherKitchens {
  kitchens: number;
  cups: number;
  pours: number;
  /** Right ones of the verdicts `hot` and `cold`. */
  right: RightVerdicts;
  /** The same, of those with a confidence of `confident.from` or more. */
  confidentRight: RightVerdicts;
  /** Pours with the verdict `hot` or `cold`. */
  firm: { count: number; of: number; percent: string };
  coldCalledHot: number;
  hotCalledCold: number;
}

export interface Figures {
  version: string;
  date: string;
  parameters: number;
  pours: number;
  otherSounds: number;
  synthesised: number;
  windowSeconds: number;
  seeds: number;
  hotMinFahrenheit: number;
  coldMaxFahrenheit: number;
  otherKitchens: OtherKitchens;
  /** Right pours, by models whose training left out their session. */
  bySession: Rate;
  /** Right pours, by models whose training left out their family of vessels. */
  byVessel: Rate;
  /** Right pours of the two early sessions, by models trained on the later ones. */
  seedProtocol: Rate;
  /** Verdicts with a confidence of `from` or more. */
  confident: { from: string; share: string; right: string; interval: string };
  unsure: string;
  /** Other sounds with the verdict `not-pouring`. */
  rejected: { of: number; percent: string };
  /** Pours with another verdict than `not-pouring`. */
  kept: { of: number; percent: string };
  temperatures: readonly { fahrenheit: number; pours: number; percent: string }[];
}

export function figuresFrom(report: Report, kitchens: KitchensReport, sidecar: Sidecar): Figures {
  checkModel(report, sidecar);
  checkKitchensModel(kitchens, sidecar);
  const { version, training, front_end, windows, labels, model } = sidecar;
  const sessions = protocol(report, 'leave-one-session-out');
  const { confident, unsure } = sessions;
  const sounds = required(sessions.other_sounds, 'other_sounds');
  const { by_temperature } = required(sessions.breakdown, 'breakdown');
  const figures = {
    version,
    date: training.date,
    parameters: model.parameters,
    pours: training.pours,
    otherSounds: training.negatives,
    synthesised: training.synthesised_pours,
    windowSeconds: Math.round((windows.frames * front_end.hop) / front_end.sample_rate),
    seeds: sessions.seeds,
    hotMinFahrenheit: labels.hot_min_f,
    coldMaxFahrenheit: labels.cold_max_f,
    otherKitchens: otherKitchens(kitchens),
    bySession: rate(sessions),
    byVessel: rate(protocol(report, 'leave-one-vessel-out')),
    seedProtocol: rate(protocol(report, 'seed protocol')),
    confident: {
      from: percentText(confident.min_confidence_percent, 0),
      share: percentText(confident.verdicts_percent),
      right: percentText(confident.right_percent),
      interval: intervalText(confident.right_interval_percent),
    },
    unsure: percentText(unsure.percent),
    rejected: { of: sounds.rejected.of, percent: percentText(sounds.rejected.percent) },
    kept: { of: sounds.pours_accepted.of, percent: percentText(sounds.pours_accepted.percent) },
    temperatures: by_temperature.map(({ fahrenheit, right }) => ({
      fahrenheit,
      pours: right.of,
      percent: percentText(right.percent),
    })),
  };
  for (const [name, value] of Object.entries(figures)) required(value, name);
  return figures;
}

/** Throws if the figures are those of another model than the sidecar's. */
function checkModel(report: Report, { version, training }: Sidecar): void {
  const described = `${report.model_version} of ${report.model_date} (data ${report.data_digest})`;
  expectSameModel(described, `${version} of ${training.date} (data ${training.data_digest})`, HOME);
}

/** The same for other kitchens, whose recordings are not those of the training. */
function checkKitchensModel(
  { model_version, model_date, model_sha256 }: KitchensReport,
  { version, training, model }: Sidecar,
): void {
  expectSameModel(
    `${model_version} of ${model_date} (SHA-256 ${model_sha256})`,
    `${version} of ${training.date} (SHA-256 ${model.sha256})`,
    KITCHENS,
  );
}

function expectSameModel(described: string, shipped: string, source: Source): void {
  if (described === shipped) return;
  throw new Error(
    `${source.file} is about model ${described}, but ${SIDECAR} is ${shipped}: ${update(source)}.`,
  );
}

function protocol(report: Report, name: string): Protocol {
  const found = report.protocols.find((protocol) => protocol.name === name);
  return required(found, `protocol “${name}”`);
}

function rate({ all }: Protocol): Rate {
  return {
    of: all.pours,
    percent: percentText(all.right_percent),
    interval: intervalText(all.right_interval_percent),
  };
}

function otherKitchens({ all, cups, by_kitchen }: KitchensReport): OtherKitchens {
  const { pours, firm } = all;
  const figures = {
    kitchens: by_kitchen.length,
    cups,
    pours,
    right: rightVerdicts(all, 'firm_right'),
    confidentRight: rightVerdicts(all, 'confident_right'),
    firm: { count: firm.count, of: firm.of, percent: percentText(firm.percent) },
    coldCalledHot: all.cold_called_hot,
    hotCalledCold: all.hot_called_cold,
  };
  for (const [name, value] of Object.entries(figures)) required(value, name, KITCHENS);
  return figures;
}

function rightVerdicts(
  all: KitchensReport['all'],
  name: 'firm_right' | 'confident_right',
): RightVerdicts {
  const { count, of, percent, interval_percent } = required(all[name], name, KITCHENS);
  const [low, high] = interval_percent ?? [];
  const end = (value: number | undefined) => required(value, `interval of ${name}`, KITCHENS);
  return {
    count,
    of,
    percent: percentText(percent),
    interval: intervalText({ low: end(low), high: end(high) }),
  };
}

/** Keeps the number and its sign on one line. */
function percentText(percent: number, decimals = 1): string {
  return `${percent.toFixed(decimals)}\u00a0%`;
}

/** Keeps both ends on one line. */
function intervalText({ low, high }: { low: number; high: number }): string {
  return `${low.toFixed(1)}–\u2060${percentText(high)}`;
}

function required<T>(value: T | null | undefined, name: string, source = HOME): T {
  if (value !== null && value !== undefined && !Number.isNaN(value)) return value;
  throw new Error(
    `${source.file} or ${SIDECAR} has no ${name}, which the page shows: ${update(source)}.`,
  );
}

function update({ file, options }: Source): string {
  return `run ./build.sh evaluate ${options} > ${file}`;
}

export function modelFigures(repository: string): Plugin {
  return {
    name: 'model-figures',
    resolveId: (id) => (id === MODULE ? `\0${MODULE}` : undefined),
    load(id) {
      if (id !== `\0${MODULE}`) return undefined;
      const [report, kitchens, sidecar] = [HOME.file, KITCHENS.file, SIDECAR].map((name) => {
        const path = resolve(repository, name);
        this.addWatchFile(path);
        return JSON.parse(readFileSync(path, 'utf8'));
      });
      const figures = figuresFrom(report, kitchens, sidecar);
      return `export const figures = ${JSON.stringify(figures)};\n`;
    },
  };
}
