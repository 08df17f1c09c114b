/** Serves a built folder on localhost, with optional faults, Brotli and a link. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { compress } from '../www/build/precompress.ts';
import { freePort } from './e2e/free-port.ts';

const CONTENT_TYPES: Record<string, string> = {
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

/** Formats that Brotli does not make smaller. */
const COMPRESSED_FORMATS = new Set(['.m4a', '.wav', '.png']);

/** Hosts send this for hashed names; some send it with errors too, and browsers cache those. */
const IMMUTABLE = { 'cache-control': 'max-age=31536000, immutable' };
const HTML = { ...IMMUTABLE, 'content-type': 'text/html' };

/** Replaces the response for a file. */
export type Fault = (response: ServerResponse, body: Buffer, type: string) => void;

export const faults = {
  'HTML and 404': (response) => void response.writeHead(404, HTML).end('<h1>Not here</h1>'),
  'HTML and 200': (response) => void response.writeHead(200, HTML).end('<h1>Welcome</h1>'),
  'status 500': (response) => void response.writeHead(500, IMMUTABLE).end(),
  truncated: (response, body, type) =>
    void response
      .writeHead(200, { ...IMMUTABLE, 'content-type': type })
      .end(body.subarray(0, body.length / 2)),
  'cut off': (response, body, type) => {
    const headers = { ...IMMUTABLE, 'content-type': type, 'content-length': body.length };
    response.writeHead(200, headers);
    response.write(body.subarray(0, body.length / 2), () => response.destroy());
  },
  tampered: (response, body, type) => {
    const changed = Buffer.from(body);
    changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
    response.writeHead(200, { ...IMMUTABLE, 'content-type': type }).end(changed);
  },
} satisfies Record<string, Fault>;

/** Sends response bodies, for example at a limited speed. */
export interface Link {
  send(response: ServerResponse, body: Buffer): Promise<void>;
}

export interface ServerOptions {
  /** Path of the site on the server; starts and ends with a slash. */
  path?: string;
  /** Whether to compress responses; off by default. */
  brotli?: boolean;
  /** `Cache-Control` of files outside `assets/`. */
  cacheControl?: string;
}

export class StaticServer {
  /** Paths of all requests, relative to the site, in order. */
  readonly requests: string[] = [];
  /** Size in bytes of the last body sent for each file. */
  readonly sent = new Map<string, number>();
  fault: { files: RegExp; how: Fault } | undefined;
  link: Link | undefined;

  readonly #options: Required<ServerOptions>;
  readonly #compressed = new Map<string, Promise<Buffer>>();
  #server: Server | undefined;

  private constructor(
    readonly port: number,
    public folder: string,
    options: ServerOptions,
  ) {
    this.#options = { path: '/', brotli: false, cacheControl: 'max-age=600', ...options };
  }

  static async start(folder: string, options: ServerOptions = {}): Promise<StaticServer> {
    const server = new StaticServer(await freePort(), folder, options);
    await server.start();
    return server;
  }

  /** Browsers treat localhost as a secure context, which service workers require. */
  get address(): string {
    return `http://localhost:${this.port}${this.#options.path}`;
  }

  start(): Promise<void> {
    this.#server = createServer((request, response) => {
      void this.#respond(new URL(request.url ?? '', this.address).pathname, response);
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

  async #respond(pathname: string, response: ServerResponse): Promise<void> {
    const { path, brotli, cacheControl } = this.#options;
    const relative = pathname.startsWith(path) ? pathname.slice(path.length) : '../';
    const file = relative === '' ? 'index.html' : decodeURIComponent(relative);
    this.requests.push(file);
    const encode = brotli && !COMPRESSED_FORMATS.has(extname(file));
    const target = join(this.folder, normalize(file));
    const inside = target.startsWith(this.folder);
    const body = inside ? await this.#read(target, encode) : undefined;
    if (body === undefined) {
      faults['HTML and 404'](response);
      return;
    }
    this.sent.set(file, body.length);
    const type = CONTENT_TYPES[extname(file)] ?? 'application/octet-stream';
    if (this.fault?.files.test(file)) return this.fault.how(response, body, type);
    response.writeHead(200, {
      ...(file.startsWith('assets/') ? IMMUTABLE : { 'cache-control': cacheControl }),
      'content-type': type,
      'content-length': body.length,
      // Hosts send this even where the response never varies.
      vary: 'Accept, Accept-Encoding, Accept-Language, Origin',
      ...(encode ? { 'content-encoding': 'br' } : {}),
    });
    if (this.link) await this.link.send(response, body);
    else response.end(body);
  }

  /** Reads a file, or its Brotli form, which is made once per server where no `.br` exists. */
  #read(path: string, brotli: boolean): Promise<Buffer | undefined> {
    if (!brotli || !existsSync(path)) return readFile(path).catch(() => undefined);
    const known = this.#compressed.get(path);
    if (known) return known;
    const made = existsSync(`${path}.br`)
      ? readFile(`${path}.br`)
      : readFile(path)
          .then((content) => compress(content, 'thorough'))
          .then((forms) => forms['.br'] ?? Buffer.alloc(0));
    this.#compressed.set(path, made);
    return made;
  }
}
