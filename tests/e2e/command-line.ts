/** Runs the native program, whose results the page must match. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { commandLine } from './paths.ts';

/** Times are in seconds. */
interface PourLine {
  start: number;
  end: number;
  verdict: string;
  probability_hot: number;
}

export interface Line {
  file: string;
  verdict: string | null;
  probability_hot: number | null;
  probability_pouring: number | null;
  seconds: number | null;
  error: string | null;
  pours?: readonly PourLine[];
}

/** Largest difference in probability; the decoders differ by a few samples. */
export const TOLERANCE = 0.02;

function run(...programArguments: string[]): Promise<string> {
  if (!existsSync(commandLine)) {
    throw new Error(
      `${commandLine} is missing: cargo build --release, or name it in HOT_OR_COLD_BIN`,
    );
  }
  return new Promise((resolve, reject) => {
    execFile(commandLine, programArguments, { maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      // Status 1 with lines on stdout means that some files have no verdict.
      if (error && stdout === '') reject(new Error(`${error.message}\n${stderr}`));
      else resolve(stdout);
    });
  });
}

/** Classifies files, and returns the JSON lines by file name. */
export async function classify(files: string[]): Promise<Map<string, Line>> {
  const lines = (await run('classify', '--json', ...files)).trim().split('\n');
  return new Map(
    lines.map((text) => {
      const line = JSON.parse(text) as Line;
      return [basename(line.file), line];
    }),
  );
}

interface Pour {
  fahrenheit: number;
  seconds: number;
  seed: number;
  sampleRate?: number;
}

/** Writes a synthesised pour as 16-bit WAV. */
export async function synthesise(out: string, pour: Pour): Promise<string> {
  const { fahrenheit, seconds, seed, sampleRate } = pour;
  const options = { fahrenheit, seconds, seed, 'sample-rate': sampleRate };
  const flags = Object.entries(options)
    .filter(([, value]) => value !== undefined)
    .flatMap(([name, value]) => [`--${name}`, String(value)]);
  await run('synthesise', ...flags, out);
  return out;
}
