/** A web server for a build, as bad as servers get: it can be stopped, switched to another build, and break files. */
import { readFile } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { freePort } from './free-port.ts';
import { TYPES } from './media-types.ts';

/** As hosts say of names with a hash. Some say it of their failures too, which a browser then keeps. */
const FOREVER = { 'cache-control': 'max-age=31536000, immutable' };
const HTML = { ...FOREVER, 'content-type': 'text/html' };

/** What becomes of a file on its way. */
export type Fault = (response: ServerResponse, body: Buffer, type: string) => void;

export const faults = {
  'HTML and 404': (response) => void response.writeHead(404, HTML).end('<h1>Not here</h1>'),
  'HTML and 200': (response) => void response.writeHead(200, HTML).end('<h1>Welcome</h1>'),
  'status 500': (response) => void response.writeHead(500, FOREVER).end(),
  truncated: (response, body, type) =>
    void response
      .writeHead(200, { ...FOREVER, 'content-type': type })
      .end(body.subarray(0, body.length / 2)),
  'cut off': (response, body, type) => {
    const headers = { ...FOREVER, 'content-type': type, 'content-length': body.length };
    response.writeHead(200, headers);
    response.write(body.subarray(0, body.length / 2), () => response.destroy());
  },
  tampered: (response, body, type) => {
    const changed = Buffer.from(body);
    changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
    response.writeHead(200, { ...FOREVER, 'content-type': type }).end(changed);
  },
} satisfies Record<string, Fault>;

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
      ...(file.startsWith('assets/') ? FOREVER : { 'cache-control': 'max-age=600' }),
      'content-type': type,
      // As hosts say of answers that are the same for everyone.
      vary: 'Accept, Accept-Encoding, Accept-Language, Origin',
    });
    response.end(body);
  }
}
