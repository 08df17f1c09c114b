/** Starts web servers as child processes, each with a temporary folder, from hosting/'s files. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../e2e/free-port.ts';
import { repository } from '../e2e/paths.ts';
import { sendRequest } from './http-request.ts';

export const dist = join(repository, 'dist');
const hosting = join(repository, 'hosting');

export interface Server {
  http: string;
  https: string;
  /** Returns the contents of the log files. */
  log(): string;
  stop(): Promise<void>;
}

/** The module of Debian's libnginx-mod-http-brotli-static. */
export const BROTLI_MODULE = '/usr/lib/nginx/modules/ngx_http_brotli_static_module.so';

/** Whether this machine has IPv6; containers may lack it. */
export const hasIpv6 = Object.values(networkInterfaces())
  .flat()
  .some((address) => address?.address === '::1');

/** Starts nginx with hosting/nginx, with replaced addresses, folders and certificate. */
export async function startNginx(
  program: string,
  config: 'http' | 'https',
  root: string,
): Promise<Server> {
  const folder = scratch();
  const [plain, tls] = [await freePort(), await freePort()];
  const { certificate, key } = selfSigned(folder);
  const conf = join(folder, 'hot-or-cold');
  mkdirSync(conf);
  const files = [
    'common.conf',
    'caching.conf',
    'server.conf',
    'security-headers.conf',
    'strict-transport.conf',
    'site.conf',
    `${config}.conf`,
  ];
  for (const file of files) {
    let text = readFileSync(join(hosting, 'nginx', file), 'utf8');
    for (const [original, replacement] of [
      ['/etc/nginx/hot-or-cold', conf],
      ['/srv/hot-or-cold', root],
      ['/var/log/nginx', folder],
      ['/var/www/html', folder],
      ['/etc/letsencrypt/live/example.org/fullchain.pem', certificate],
      ['/etc/letsencrypt/live/example.org/privkey.pem', key],
      ['listen 80;', `listen 127.0.0.1:${plain};`],
      ['listen [::]:80;', hasIpv6 ? `listen [::1]:${plain};` : ''],
      ['listen 443 ssl', `listen 127.0.0.1:${tls} ssl`],
      ['listen [::]:443 ssl http2;', hasIpv6 ? `listen [::1]:${tls} ssl http2;` : ''],
    ] as const) {
      text = text.replaceAll(original, replacement);
    }
    writeFileSync(join(conf, file), text);
  }
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  // Settings that Debian's nginx.conf has.
  const main = `
    load_module ${BROTLI_MODULE};
    ${process.getuid?.() === 0 ? 'user root;' : ''}
    daemon off; worker_processes 1; pid ${folder}/nginx.pid; error_log ${folder}/start.log;
    events {}
    http {
      sendfile on; tcp_nopush on;
      ${temporary.map((name) => `${name}_temp_path ${folder}/${name};`).join(' ')}
      include ${conf}/${config}.conf;
    }`;
  writeFileSync(join(folder, 'nginx.conf'), main);
  const started = spawn(program, ['-p', folder, '-c', 'nginx.conf', '-e', 'start.log']);
  return waitUntilServing(started, {
    folder,
    http: `http://localhost:${plain}`,
    https: `https://localhost:${tls}`,
    scheme: config,
    logs: ['hot-or-cold.log', 'hot-or-cold.error.log', 'start.log'],
  });
}

/** Starts Caddy with hosting/caddy, which reads addresses and folders from the environment. */
export async function startCaddy(
  program: string,
  scheme: 'http' | 'https',
  root: string,
): Promise<Server> {
  const folder = scratch();
  const [port, other] = [await freePort(), await freePort()];
  const address = scheme === 'https' ? `https://localhost:${port}` : `:${port}`;
  const config = join(hosting, 'caddy/Caddyfile');
  const started = spawn(program, ['run', '--config', config], {
    env: {
      ...process.env,
      HOT_OR_COLD_ADDRESS: address,
      HOT_OR_COLD_ROOT: root,
      HOT_OR_COLD_HTTP_PORT: String(other),
      HOT_OR_COLD_ADMIN: 'off',
      XDG_DATA_HOME: folder,
      XDG_CONFIG_HOME: folder,
    },
  });
  return waitUntilServing(started, {
    folder,
    http: `http://localhost:${port}`,
    https: `https://localhost:${port}`,
    scheme,
    logs: [],
  });
}

/** Starts `npm run serve`. */
export async function startPreview(): Promise<Server> {
  const folder = scratch();
  const port = await freePort();
  const started = spawn('npm', ['run', '--silent', 'serve'], {
    cwd: repository,
    env: { ...process.env, PORT: String(port) },
    // npm does not forward signals, so the process group gets them.
    detached: true,
  });
  const address = `http://127.0.0.1:${port}`;
  return waitUntilServing(started, {
    folder,
    http: address,
    https: address,
    scheme: 'http',
    logs: [],
  });
}

/** Path of the site on its server. */
export type SitePath = '/' | '/on/a/subpath/';

/** Copies dist/ into a new folder, with a `.git` folder that must not be served. */
export function siteFolder(path: SitePath = '/'): string {
  const root = scratch();
  cpSync(dist, join(root, path), { recursive: true });
  mkdirSync(join(root, '.git'));
  writeFileSync(join(root, '.git/config'), 'not for the public');
  return root;
}

function scratch(): string {
  return mkdtempSync(join(tmpdir(), 'hot-or-cold-'));
}

function selfSigned(folder: string) {
  const [certificate, key] = [join(folder, 'certificate.pem'), join(folder, 'key.pem')];
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const name = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
  const out = ['-keyout', key, '-out', certificate];
  execFileSync('openssl', ['req', '-x509', '-days', '1', ...curve, ...name, ...out], {
    stdio: 'ignore',
  });
  return { certificate, key };
}

interface Location {
  folder: string;
  http: string;
  https: string;
  /** Which of the two URLs serves the site. */
  scheme: 'http' | 'https';
  logs: string[];
}

const START_TIMEOUT_MS = 20_000;

/** Waits until the process serves the site. */
async function waitUntilServing(started: ChildProcess, location: Location): Promise<Server> {
  let output = '';
  for (const stream of [started.stdout, started.stderr]) {
    stream?.on('data', (part: Buffer) => {
      output += part;
    });
  }
  const log = () =>
    location.logs.map((name) => readFileSync(join(location.folder, name), 'utf8')).join('');
  const exited = new Promise<void>((resolve) => started.once('exit', () => resolve()));
  const stop = async () => {
    const { pid } = started;
    if (pid !== undefined && started.exitCode === null) {
      process.kill(started.spawnfile === 'npm' ? -pid : pid, 'SIGTERM');
      await exited;
    }
    rmSync(location.folder, { recursive: true, force: true });
  };
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!(await sendRequest(`${location[location.scheme]}/`).catch(() => undefined))) {
    if (started.exitCode !== null || Date.now() > deadline) {
      await stop();
      throw new Error(`${started.spawnfile} does not start:\n${output}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return { http: location.http, https: location.https, log, stop };
}
