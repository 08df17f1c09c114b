/** Starts and stops the programs that the tests drive. */
import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** Starts a program; `stop` waits for its exit, so that its ports and files are free again. */
export function startProcess(program: string, args: string[], options: SpawnOptions) {
  const child = spawn(program, args, options);
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const stop = async () => {
    child.kill();
    await exited;
  };
  return { child, stop };
}

/** Calls `listener` for each line of one of the process's streams. */
export function onLine(child: ChildProcess, stream: number, listener: (line: string) => void) {
  const input = child.stdio[stream] as NodeJS.ReadableStream;
  return createInterface(input).on('line', listener);
}
