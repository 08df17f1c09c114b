/** Finds, starts and ends the programs that the tests drive. */
import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';

/** The program that the variable names, or the first of the names in the search path. */
export function findProgram(variable: string, ...names: string[]): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return (
    process.env[variable] ??
    names.flatMap((name) => folders.map((folder) => join(folder, name))).find(runs)
  );
}

function runs(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Started by us, so ended by us, and waited for: what it holds is free again then. */
export function start(program: string, given: string[], options: SpawnOptions) {
  const child = spawn(program, given, options);
  const over = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const end = async () => {
    child.kill();
    await over;
  };
  return { child, end };
}

/** Each line of one of its streams, while it runs. */
export function onLine(child: ChildProcess, stream: number, listener: (line: string) => void) {
  const input = child.stdio[stream] as NodeJS.ReadableStream;
  return createInterface(input).on('line', listener);
}
