/**
 * A loudspeaker that nobody hears. On a machine without any Firefox's AudioContext stays suspended
 * for good, and so hears no microphone either.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProgram } from '../e2e/find-program.ts';
import { onLine, start } from './processes.ts';

export const pulseaudio = process.env.PULSEAUDIO ?? findProgram(['pulseaudio']);

export interface Loudspeaker {
  environment: Record<string, string>;
  end(): Promise<void>;
}

export async function openLoudspeaker(program: string): Promise<Loudspeaker> {
  const folder = mkdtempSync(join(tmpdir(), 'loudspeaker-'));
  const socket = join(folder, 'socket');
  const { child, end } = start(
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
  const said: string[] = [];
  await new Promise<void>((resolve, reject) => {
    onLine(child, 2, (line) => {
      said.push(line);
      if (line.includes('Daemon startup complete')) resolve();
    });
    child.once('exit', () => reject(new Error(`pulseaudio does not start:\n${said.join('\n')}`)));
  });
  return {
    environment: { PULSE_SERVER: `unix:${socket}` },
    async end() {
      await end();
      rmSync(folder, { recursive: true });
    },
  };
}
