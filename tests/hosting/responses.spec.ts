/** Every answer of every server: what it has in it, and every header it must have. */
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { expect, test } from '@playwright/test';
import {
  CACHE,
  HASHED_FILE,
  securityHeaders,
  strictTransport,
} from '../../www/build/security-headers.ts';
import { type Ask, ask, type Reply } from './http-request.ts';
import { type Kind, serve, servers } from './server-kinds.ts';
import { dist, hasIpv6 } from './server-process.ts';
import { running } from './use-server.ts';

const TYPES: Record<string, RegExp> = {
  '.html': /^text\/html(; ?charset=utf-8)?$/i,
  '.css': /^text\/css(; ?charset=utf-8)?$/i,
  '.js': /^text\/javascript(; ?charset=utf-8)?$/i,
  '.txt': /^text\/plain(; ?charset=utf-8)?$/i,
  '.md': /^text\/markdown(; ?charset=utf-8)?$/i,
  '.json': /^application\/json(; ?charset=utf-8)?$/i,
  '.webmanifest': /^application\/manifest\+json(; ?charset=utf-8)?$/i,
  '.wasm': /^application\/wasm$/,
  '.svg': /^image\/svg\+xml$/,
  '.png': /^image\/png$/,
  '.ico': /^image\/(x-icon|vnd\.microsoft\.icon)$/,
  // What no browser opens by itself is the same in all of them.
  '.m4a': /^audio\/(mp4|x-m4a|m4a|mpeg)$|^application\/octet-stream$/,
  '.onnx': /^application\/octet-stream$|^$/,
};

const COMPRESSED = ['.br', '.gz'];

const files = readdirSync(dist, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name).slice(dist.length + 1));
const routes = files.filter((path) => !COMPRESSED.includes(extname(path)) && path !== '_headers');

const hashedFile = routes.find((path) => new RegExp(HASHED_FILE).test(`/${path}`)) ?? '';

const lowerCase = (name: string) => name.toLowerCase();

function expectPolicy(reply: Reply, kind: Kind, what: string): void {
  for (const [name, value] of securityHeaders) {
    expect(reply.headers[lowerCase(name)], `${name} of ${what}`).toBe(value);
  }
  const [name, value] = strictTransport;
  const wanted = kind.scheme === 'https' ? value : undefined;
  expect(reply.headers[lowerCase(name)], `${name} of ${what}`).toBe(wanted);
  expect(reply.headers['set-cookie'], `cookies of ${what}`).toBeUndefined();
  expect(reply.headers['access-control-allow-origin'], `CORS of ${what}`).toBeUndefined();
  expect(reply.headers.server ?? '', `version of the server of ${what}`).not.toMatch(/\d/);
}

for (const kind of [...servers, serve]) {
  const own = kind !== serve;
  test.describe(kind.name, () => {
    test.describe.configure({ mode: 'default' });
    const server = running(kind);

    const get = (path: string, options?: Ask) => ask(server()[kind.scheme] + path, options);

    test('every file: its bytes, its type, how long it is kept, and the policy', async () => {
      expect(routes.length).toBeGreaterThan(10);
      expect(hashedFile).not.toBe('');
      for (const path of ['', ...routes]) {
        const file = path === '' ? 'index.html' : path;
        const reply = await get(`/${path}`);
        expect(reply.status, file).toBe(200);
        expect(reply.body.equals(readFileSync(join(dist, file))), `bytes of ${file}`).toBe(true);
        expect(reply.headers['content-encoding'], file).toBeUndefined();
        expect(reply.headers['content-type'] ?? '', `type of ${file}`).toMatch(
          TYPES[extname(file)] ?? /an ending that this test knows/,
        );
        const kept = new RegExp(HASHED_FILE).test(`/${file}`) ? CACHE.hashed : CACHE.others;
        expect(reply.headers['cache-control'], `caching of ${file}`).toBe(kept);
        expectPolicy(reply, kind, file);
      }
    });

    test('what is asked for again is not sent again', async () => {
      for (const path of routes) {
        const etag = (await get(`/${path}`)).headers.etag ?? '';
        expect(etag, path).not.toBe('');
        const again = await get(`/${path}`, { headers: { 'if-none-match': etag } });
        expect(again.status, path).toBe(304);
        expect(again.body.length, path).toBe(0);
        expectPolicy(again, kind, `${path}, not modified`);
      }
    });

    test('HEAD tells the same without the body', async () => {
      const [head, whole] = [await get('/', { method: 'HEAD' }), await get('/')];
      expect(head.status).toBe(200);
      expect(head.body.length).toBe(0);
      expect(Object.keys(head.headers).sort()).toEqual(
        expect.arrayContaining(
          Object.keys(whole.headers)
            .filter((name) => !['transfer-encoding', 'content-length'].includes(name))
            .sort(),
        ),
      );
      expectPolicy(head, kind, 'HEAD');
    });

    test('only GET and HEAD', async () => {
      for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'PROPFIND']) {
        for (const path of ['/', '/index.html', '/nowhere', `/${hashedFile}`]) {
          const reply = await get(path, { method });
          expect(reply.status, `${method} ${path}`).toBe(405);
          expect(reply.headers.allow, `${method} ${path}`).toBe('GET, HEAD');
          expect(reply.headers['cache-control'], `${method} ${path}`).toBe(CACHE.others);
          expectPolicy(reply, kind, `${method} ${path}`);
        }
      }
    });

    test('what is not there: 404, with the policy, and not for long', async () => {
      const page = readFileSync(join(dist, '404.html'));
      for (const path of ['/nowhere', '/deep/down/nowhere.html', '/assets/gone-BztRQnlt.js']) {
        const reply = await get(path);
        expect(reply.status, path).toBe(404);
        if (own) {
          expect(reply.body.equals(page), `the page for ${path}`).toBe(true);
          expect(reply.headers['content-type'], path).toMatch(TYPES['.html'] as RegExp);
        }
        expect(reply.headers['cache-control'], path).toBe(CACHE.others);
        expectPolicy(reply, kind, path);
      }
    });

    test('no way out of the folder', async () => {
      for (const path of [
        '/../../../../etc/passwd',
        '/%2e%2e/%2e%2e/%2e%2e/etc/passwd',
        '/assets/..%2f..%2f..%2fetc/passwd',
      ]) {
        const reply = await get(path);
        expect([400, 403, 404], path).toContain(reply.status);
        expect(reply.body.toString(), path).not.toContain('root:');
        expectPolicy(reply, kind, path);
      }
    });

    if (!own) return;

    test('compressed, if the browser can: the bytes that were laid there', async () => {
      const there = files.filter((path) => COMPRESSED.includes(extname(path)));
      expect(there.length).toBeGreaterThan(10);
      for (const path of there) {
        const ending = extname(path);
        const encoding = ending === '.br' ? 'br' : 'gzip';
        const plain = path.slice(0, -ending.length);
        const reply = await get(`/${plain}`, { headers: { 'accept-encoding': encoding } });
        expect(reply.headers['content-encoding'], path).toBe(encoding);
        expect(reply.body.equals(readFileSync(join(dist, path))), `bytes of ${path}`).toBe(true);
        expect(reply.headers.vary, path).toMatch(/accept-encoding/i);
        expect(reply.headers['content-type'] ?? '', path).toMatch(TYPES[extname(plain)] as RegExp);
        expectPolicy(reply, kind, path);
      }
      const both = { headers: { 'accept-encoding': 'gzip, deflate, br, zstd' } };
      expect((await get('/', both)).headers['content-encoding']).toBe('br');
    });

    test('what is not for the public: 403, with the policy', async () => {
      for (const path of ['/.git/config', '/.env', '/assets/.hidden', '/_headers']) {
        const reply = await get(path);
        expect(reply.status, path).toBe(403);
        expect(reply.body.toString(), path).not.toContain('not for the public');
        expectPolicy(reply, kind, path);
      }
    });

    test('over IPv4 and over IPv6', async () => {
      test.skip(!hasIpv6, 'this machine has no IPv6');
      for (const host of ['127.0.0.1', '::1']) {
        const reply = await get('/', { host });
        expect(reply.status, host).toBe(200);
        expectPolicy(reply, kind, host);
      }
    });
  });
}
