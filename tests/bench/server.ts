/** Serves a built site compressed, as hosts do, over a link of any speed, and counts what goes over it. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { compressed } from '../../www/build/precompress.ts';
import { freePort } from '../e2e/free-port.ts';
import { TYPES } from '../e2e/media-types.ts';
import type { Link } from './throttled-link.ts';

/** Compressed already. */
const MEDIA = new Set(['.m4a', '.wav', '.png']);

export class BenchServer {
  link: Link | undefined;
  /** Bytes of each file's last answer, as sent. */
  readonly sent = new Map<string, number>();

  readonly #bodies = new Map<string, Promise<Buffer>>();
  #server: Server | undefined;

  private constructor(
    readonly port: number,
    readonly folder: string,
  ) {}

  static async start(folder: string): Promise<BenchServer> {
    const server = new BenchServer(await freePort(), folder);
    await server.#start();
    return server;
  }

  /** localhost counts as safe, which service workers ask for. */
  get address(): string {
    return `http://localhost:${this.port}/`;
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise((resolve) => this.#server?.close(resolve));
  }

  #start(): Promise<void> {
    this.#server = createServer((request, response) => {
      const { pathname } = new URL(request.url ?? '', this.address);
      void this.#answer(pathname === '/' ? 'index.html' : pathname.slice(1), response);
    });
    return new Promise((resolve) => this.#server?.listen(this.port, 'localhost', resolve));
  }

  async #answer(file: string, response: ServerResponse): Promise<void> {
    const path = join(this.folder, normalize(decodeURIComponent(file)));
    if (!path.startsWith(this.folder) || !existsSync(path)) {
      response.writeHead(404).end();
      return;
    }
    const media = MEDIA.has(extname(path));
    const body = await (media ? readFile(path) : this.#compressed(path));
    this.sent.set(file, body.length);
    response.writeHead(200, {
      'content-type': TYPES[extname(path)] ?? 'application/octet-stream',
      'content-length': body.length,
      'cache-control': file.startsWith('assets/') ? 'max-age=31536000, immutable' : 'no-cache',
      ...(media ? {} : { 'content-encoding': 'br' }),
    });
    if (this.link) await this.link.send(response, body);
    else response.end(body);
  }

  #compressed(path: string): Promise<Buffer> {
    const known = this.#bodies.get(path);
    if (known) return known;
    const made = existsSync(`${path}.br`)
      ? readFile(`${path}.br`)
      : readFile(path)
          .then((content) => compressed(content, 'thorough'))
          .then((made) => made['.br'] ?? Buffer.alloc(0));
    this.#bodies.set(path, made);
    return made;
  }
}
