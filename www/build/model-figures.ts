/**
 * The figures that the page shows of its model, read out of what says them first: the model card's
 * `evaluate` block and the model's sidecar. A model that is trained again brings its own figures
 * along, and a figure that is not there stops the build.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Plugin } from 'vite';

const MODULE = 'virtual:model-figures';
const CARD = 'model/MODEL_CARD.md';
const SIDECAR = 'model/hot-or-cold.json';

/** As the card prints them: the page must not round anew. */
export interface Rate {
  of: number;
  percent: string;
  /** 95 % confidence interval. */
  interval: string;
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
  /** Pours told right by models that never heard their session. */
  bySession: Rate;
  /** … that never heard a vessel of their kind. */
  byVessel: Rate;
  /** … that heard the later sessions alone, of the two earlier ones. */
  seedProtocol: Rate;
  /** Verdicts said with at least `from` confidence. */
  confident: { from: string; share: string; right: string; interval: string };
  unsure: string;
  /** Other sounds that were taken for what they are, and pours that were. */
  rejected: { of: number; percent: string };
  kept: { of: number; percent: string };
  temperatures: readonly { fahrenheit: number; pours: number; percent: string }[];
}

interface Sidecar {
  version: string;
  front_end: { sample_rate: number; hop: number };
  windows: { frames: number };
  labels: { hot_min_f: number; cold_max_f: number };
  model: { parameters: number };
  training: {
    pours: number;
    negatives: number;
    synthesised_pours: number;
    date: string;
    data_digest: string;
  };
}

export function figuresFrom(card: string, sidecarText: string): Figures {
  const sidecar = described(JSON.parse(sidecarText));
  const block = between(card, '<!-- evaluate -->', '<!-- /evaluate -->');
  const { version, training, front_end, windows, labels, model } = sidecar;
  const digest = training.data_digest.slice(0, 12);
  const [, ofVersion, ofDate, ofDigest] = find(
    block,
    /^Model (\S+) of (\S+), \d+ clips, data digest `(\w+)`/m,
    'line that names the model',
  );
  if (ofVersion !== version || ofDate !== training.date || ofDigest !== digest) {
    throw new Error(
      `The figures in ${CARD} are of model ${ofVersion} of ${ofDate} (data ${ofDigest}), but ${SIDECAR} is ${version} of ${training.date} (data ${digest}): run ./build.sh evaluate and put what it prints into the card.`,
    );
  }
  const sessions = protocol(block, 'leave-one-session-out');
  const vessels = protocol(block, 'leave-one-vessel-out');
  const seed = protocol(block, 'seed protocol');
  const [, seeds] = find(sessions, /\(\d+ pours, (\d+) seeds?\)/, 'number of seeds');
  const [, from, share, right, sure] = find(
    sessions,
    /^Said with (\d+ %) confidence or more: .*? \(([\d.]+ %)\), right \d+ of \d+ \(([\d.]+ %), 95 % interval ([\d.]+–[\d.]+ %)/m,
    'line “Said with … confidence or more”',
  );
  const [, unsure] = find(sessions, /Unsure: [\d.]+ of \d+ \(([\d.]+ %)\)/, 'share of unsure');
  const [, others, rejected] = find(
    sessions,
    /Other sounds rejected as not pouring: [\d.]+ of (\d+) \(([\d.]+ %)/,
    'share of other sounds that are rejected',
  );
  const [, kept, keptShare] = find(
    sessions,
    /Pours kept: [\d.]+ of (\d+) \(([\d.]+ %)/,
    'share of pours that are kept',
  );
  const temperatures = [
    ...sessions.matchAll(/^\| (\d+) °F \| [\d.]+ of (\d+) \(([\d.]+ %)\)/gm),
  ].map(([, fahrenheit, pours, percent]) => ({
    fahrenheit: Number(fahrenheit),
    pours: Number(pours),
    percent: text(percent),
  }));
  if (temperatures.length === 0) throw missing('table of temperatures');
  return {
    version,
    date: training.date,
    parameters: model.parameters,
    pours: training.pours,
    otherSounds: training.negatives,
    synthesised: training.synthesised_pours,
    windowSeconds: Math.round((windows.frames * front_end.hop) / front_end.sample_rate),
    seeds: Number(seeds),
    hotMinFahrenheit: labels.hot_min_f,
    coldMaxFahrenheit: labels.cold_max_f,
    bySession: rate(sessions, /all/, 'leave-one-session-out'),
    byVessel: rate(vessels, /all/, 'leave-one-vessel-out'),
    seedProtocol: rate(seed, /\w+/, 'seed protocol'),
    confident: {
      from: text(from),
      share: text(share),
      right: text(right),
      interval: text(sure),
    },
    unsure: text(unsure),
    rejected: { of: Number(others), percent: text(rejected) },
    kept: { of: Number(kept), percent: text(keptShare) },
    temperatures,
  };
}

/** Neither a number and its sign nor an interval's ends are parted at the end of a line. */
function text(percent: string | undefined): string {
  return (percent ?? '').replace(' ', '\u00a0').replace('–', '–\u2060');
}

/** The row of a protocol's first table. */
function rate(section: string, heldOut: RegExp, name: string): Rate {
  const row = new RegExp(
    `^\\| ${heldOut.source} \\| [\\d, ]+ of (\\d+) \\| ([\\d.]+ %) \\| ([\\d.]+–[\\d.]+ %) \\|`,
    'm',
  );
  const [, of, percent, interval] = find(section, row, `row of all pours under “${name}”`);
  return { of: Number(of), percent: text(percent), interval: text(interval) };
}

function between(card: string, from: string, to: string): string {
  const start = card.indexOf(from);
  const end = card.indexOf(to, start);
  if (start < 0 || end < 0) throw missing(`block between ${from} and ${to}`);
  return card.slice(start + from.length, end);
}

function protocol(block: string, name: string): string {
  const start = block.indexOf(`**${name}**`);
  if (start < 0) throw missing(`protocol “${name}”`);
  const end = block.indexOf('\n**', start);
  return block.slice(start, end < 0 ? undefined : end);
}

function find(section: string, pattern: RegExp, what: string): RegExpExecArray {
  const found = pattern.exec(section);
  if (found === null) throw missing(what);
  return found;
}

function missing(what: string): Error {
  return new Error(
    `${CARD} has no ${what}, which the page shows: run ./build.sh evaluate and put what it prints into the card, or change www/build/model-figures.ts if it prints this in another way now.`,
  );
}

function described(sidecar: Partial<Sidecar>): Sidecar {
  const { version, front_end, windows, labels, model, training } = sidecar;
  const needed: Record<string, unknown> = {
    version,
    'front_end.sample_rate': front_end?.sample_rate,
    'front_end.hop': front_end?.hop,
    'windows.frames': windows?.frames,
    'labels.hot_min_f': labels?.hot_min_f,
    'labels.cold_max_f': labels?.cold_max_f,
    'model.parameters': model?.parameters,
    'training.pours': training?.pours,
    'training.negatives': training?.negatives,
    'training.synthesised_pours': training?.synthesised_pours,
    'training.date': training?.date,
    'training.data_digest': training?.data_digest,
  };
  for (const [name, value] of Object.entries(needed)) {
    if (value === undefined) throw new Error(`${SIDECAR} has no ${name}, which the page shows.`);
  }
  return sidecar as Sidecar;
}

export function modelFigures(repository: string): Plugin {
  return {
    name: 'model-figures',
    resolveId: (id) => (id === MODULE ? `\0${MODULE}` : undefined),
    load(id) {
      if (id !== `\0${MODULE}`) return undefined;
      const [card = '', sidecar = ''] = [CARD, SIDECAR].map((name) => {
        const path = resolve(repository, name);
        this.addWatchFile(path);
        return readFileSync(path, 'utf8');
      });
      return `export const figures = ${JSON.stringify(figuresFrom(card, sidecar))};\n`;
    },
  };
}
