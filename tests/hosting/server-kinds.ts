/** The servers that the tests run on, and those that are missing. */
import { existsSync } from 'node:fs';
import { findProgram } from '../e2e/find-program.ts';
import {
  BROTLI_MODULE,
  type Server,
  startCaddy,
  startNginx,
  startPreview,
} from './server-process.ts';

export interface ServerKind {
  name: string;
  /** Scheme of the site's URL. */
  scheme: 'http' | 'https';
  /** Why the tests are skipped on this machine. */
  skipped: string | undefined;
  start(root: string): Promise<Server>;
}

// Debian installs servers into /usr/sbin, which is only in root's PATH.
const [nginxProgram, caddyProgram] = ['nginx', 'caddy'].map((name) =>
  findProgram([name], '/usr/sbin'),
);

const noNginx =
  nginxProgram && existsSync(BROTLI_MODULE)
    ? undefined
    : 'skipped: the site on nginx (apt install nginx libnginx-mod-http-brotli-static)';
const noCaddy = caddyProgram ? undefined : 'skipped: the site on Caddy (apt install caddy)';

/** Prints why tests are skipped: Playwright's list reporter does not. */
export function printSkipReasons(): void {
  for (const reason of [noNginx, noCaddy]) if (reason !== undefined) console.log(reason);
}

const schemes = ['http', 'https'] as const;

export const servers: ServerKind[] = [
  ...schemes.map((scheme) => ({
    name: `nginx, ${scheme}`,
    scheme,
    skipped: noNginx,
    start: (root: string) => startNginx(nginxProgram ?? '', scheme, root),
  })),
  ...schemes.map((scheme) => ({
    name: `Caddy, ${scheme}`,
    scheme,
    skipped: noCaddy,
    start: (root: string) => startCaddy(caddyProgram ?? '', scheme, root),
  })),
];

/** The server of `./build.sh serve`: it serves dist/ itself, uncompressed. */
export const previewServer: ServerKind = {
  name: './build.sh serve',
  scheme: 'http',
  skipped: undefined,
  start: () => startPreview(),
};

export const httpsServer = (name: 'nginx' | 'Caddy'): ServerKind => {
  const found = servers.find((kind) => kind.name === `${name}, https`);
  if (found === undefined) throw new Error(`no ${name} among the servers`);
  return found;
};
