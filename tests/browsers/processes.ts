/** Starts and ends the programs that the tests drive. */
import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

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
