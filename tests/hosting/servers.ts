/** The servers that the tests ask, where they are installed. */
import { caddy, installed, nginx, preview, type Server } from './server.ts';

export interface Kind {
  name: string;
  /** The scheme that it serves the site over. */
  scheme: 'http' | 'https';
  /** Why it cannot be tested here. */
  skipped: string | undefined;
  start(root: string): Promise<Server>;
}

const [nginxProgram, caddyProgram] = [installed('nginx'), installed('caddy')];

const missing = (program: string | undefined, name: string) =>
  program === undefined ? `no ${name} here: apt install ${name}` : undefined;

const schemes = ['http', 'https'] as const;

export const servers: Kind[] = [
  ...schemes.map((scheme) => ({
    name: `nginx, ${scheme}`,
    scheme,
    skipped: missing(nginxProgram, 'nginx libnginx-mod-http-brotli-static'),
    start: (root: string) => nginx(nginxProgram ?? '', scheme, root),
  })),
  ...schemes.map((scheme) => ({
    name: `Caddy, ${scheme}`,
    scheme,
    skipped: missing(caddyProgram, 'caddy'),
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
