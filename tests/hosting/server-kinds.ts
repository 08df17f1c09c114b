/** The servers that the tests ask, where they are installed. */
import { existsSync } from 'node:fs';
import { findProgram } from '../e2e/find-program.ts';
import { BROTLI, caddy, nginx, preview, type Server } from './server-process.ts';

export interface Kind {
  name: string;
  /** The scheme that it serves the site over. */
  scheme: 'http' | 'https';
  /** Why it cannot be tested here. */
  skipped: string | undefined;
  start(root: string): Promise<Server>;
}

// Debian keeps servers where only root looks.
const [nginxProgram, caddyProgram] = ['nginx', 'caddy'].map((name) =>
  findProgram([name], '/usr/sbin'),
);

const noNginx =
  nginxProgram && existsSync(BROTLI)
    ? undefined
    : 'skipped: the site on nginx (apt install nginx libnginx-mod-http-brotli-static)';
const noCaddy = caddyProgram ? undefined : 'skipped: the site on Caddy (apt install caddy)';

/** Playwright's list marks a skipped test and does not say why. */
export function printSkipReasons(): void {
  for (const reason of [noNginx, noCaddy]) if (reason !== undefined) console.log(reason);
}

const schemes = ['http', 'https'] as const;

export const servers: Kind[] = [
  ...schemes.map((scheme) => ({
    name: `nginx, ${scheme}`,
    scheme,
    skipped: noNginx,
    start: (root: string) => nginx(nginxProgram ?? '', scheme, root),
  })),
  ...schemes.map((scheme) => ({
    name: `Caddy, ${scheme}`,
    scheme,
    skipped: noCaddy,
    start: (root: string) => caddy(caddyProgram ?? '', scheme, root),
  })),
];

/** What `./build.sh serve` starts: it serves dist/ itself, and nothing compressed. */
export const serve: Kind = {
  name: './build.sh serve',
  scheme: 'http',
  skipped: undefined,
  start: () => preview(),
};

export const overTls = (name: 'nginx' | 'Caddy'): Kind => {
  const found = servers.find((kind) => kind.name === `${name}, https`);
  if (found === undefined) throw new Error(`no ${name} among the servers`);
  return found;
};
