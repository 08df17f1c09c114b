/**
 * A PulseAudio null sink. Without any audio output, Firefox's AudioContext stays suspended and
 * delivers no microphone samples.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProgram } from '../e2e/find-program.ts';
import { onLine, startProcess } from './processes.ts';

export const pulseaudio = process.env.PULSEAUDIO ?? findProgram(['pulseaudio']);

interface NullSink {
  environment: Record<string, string>;
  stop(): Promise<void>;
}

export async function startNullSink(program: string): Promise<NullSink> {
  const folder = mkdtempSync(join(tmpdir(), 'null-sink-'));
  const socket = join(folder, 'socket');
  const { child, stop } = startProcess(
    program,
    [
      '-n',
      '--daemonize=no',
      '--exit-idle-time=-1',
      '--disable-shm',
      '--log-level=info',
      '--load=module-null-sink',
      `--load=module-native-protocol-unix socket=${socket} auth-anonymous=1`,
    ],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, HOME: folder, XDG_RUNTIME_DIR: folder },
    },
  );
  const output: string[] = [];
  await new Promise<void>((resolve, reject) => {
    onLine(child, 2, (line) => {
      output.push(line);
      if (line.includes('Daemon startup complete')) resolve();
    });
    child.once('exit', () => reject(new Error(`pulseaudio does not start:\n${output.join('\n')}`)));
  });
  return {
    environment: { PULSE_SERVER: `unix:${socket}` },
    async stop() {
      await stop();
      rmSync(folder, { recursive: true });
    },
  };
}
