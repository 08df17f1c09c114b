/** A web server for a build, as bad as servers get: it can be stopped, switched to another build, and break files. */
import { readFile } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { freePort } from './free-port.ts';

const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
  '.m4a': 'audio/mp4',
  '.md': 'text/markdown',
  '.webmanifest': 'application/manifest+json',
};

/** What becomes of a file on its way. */
export type Fault = (response: ServerResponse, body: Buffer, type: string) => void;

export const faults = {
  /** What a host says that sends its own page for what is not there, with or without the status. */
  'HTML and 404': (response) => void response.writeHead(404, HTML).end('<h1>Not here</h1>'),
  'HTML and 200': (response) => void response.writeHead(200, HTML).end('<h1>Welcome</h1>'),
  'status 500': (response) => void response.writeHead(500).end(),
  truncated: (response, body, type) =>
    void response.writeHead(200, { 'content-type': type }).end(body.subarray(0, body.length / 2)),
  'cut off': (response, body, type) => {
    response.writeHead(200, { 'content-type': type, 'content-length': body.length });
    response.write(body.subarray(0, body.length / 2), () => response.destroy());
  },
  tampered: (response, body, type) => {
    const changed = Buffer.from(body);
    changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
    response.writeHead(200, { 'content-type': type }).end(changed);
  },
} satisfies Record<string, Fault>;

const HTML = { 'content-type': 'text/html' };

export class StaticServer {
  /** The file of every request, and how it was asked for. */
  readonly requests: string[] = [];
  fault: { files: RegExp; how: Fault } | undefined;

  #server: Server | undefined;

  private constructor(
    readonly port: number,
    readonly path: string,
    public folder: string,
  ) {}

  static async start(folder: string, path = '/'): Promise<StaticServer> {
    const server = new StaticServer(await freePort(), path, folder);
    await server.start();
    return server;
  }

  /** localhost: what is served from there counts as safe, which service workers ask for. */
  get address(): string {
    return `http://localhost:${this.port}${this.path}`;
  }

  start(): Promise<void> {
    this.#server = createServer((request, response) => {
      void this.#answer(new URL(request.url ?? '', this.address).pathname, response);
    });
    return new Promise((resolve) => this.#server?.listen(this.port, 'localhost', resolve));
  }

  stop(): Promise<unknown> {
    const server = this.#server;
    this.#server = undefined;
    if (server === undefined) return Promise.resolve();
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    return closed;
  }

  async #answer(pathname: string, response: ServerResponse): Promise<void> {
    const asked = pathname.startsWith(this.path) ? pathname.slice(this.path.length) : undefined;
    const file = asked === '' ? 'index.html' : decodeURIComponent(asked ?? '../');
    this.requests.push(file);
    const body = await readFile(join(this.folder, normalize(file))).catch(() => undefined);
    if (body === undefined || file.startsWith('..')) {
      faults['HTML and 404'](response);
      return;
    }
    const type = TYPES[extname(file)] ?? 'application/octet-stream';
    if (this.fault?.files.test(file)) return this.fault.how(response, body, type);
    response.writeHead(200, {
      'content-type': type,
      // As hosts do it: forever for names with a hash, and answers that vary although they do not.
      'cache-control': file.startsWith('assets/') ? 'max-age=31536000, immutable' : 'max-age=600',
      vary: 'Accept, Accept-Encoding, Accept-Language, Origin',
    });
    response.end(body);
  }
}
