/** Every response of every server: body, status and all headers. */
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { expect, test } from '@playwright/test';
import {
  CACHE_CONTROL,
  HASHED_FILE_PATTERN,
  securityHeaders,
  strictTransport,
} from '../../www/build/security-headers.ts';
import { type RawResponse, type RequestInit, sendRequest } from './http-request.ts';
import { previewServer, type ServerKind, servers } from './server-kinds.ts';
import { dist, hasIpv6 } from './server-process.ts';
import { useServer } from './use-server.ts';

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
  '.webp': /^image\/webp$/,
  '.woff2': /^font\/woff2$/,
  '.ico': /^image\/(x-icon|vnd\.microsoft\.icon)$/,
  // Servers differ in these types, and browsers accept all of them.
  '.m4a': /^audio\/(mp4|x-m4a|m4a|mpeg)$|^application\/octet-stream$/,
  '.onnx': /^application\/octet-stream$|^$/,
};

const COMPRESSED = ['.br', '.gz'];

const files = readdirSync(dist, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name).slice(dist.length + 1));
const routes = files.filter((path) => !COMPRESSED.includes(extname(path)) && path !== '_headers');

const hashedFile = routes.find((path) => new RegExp(HASHED_FILE_PATTERN).test(`/${path}`)) ?? '';

const lowerCase = (name: string) => name.toLowerCase();

function expectPolicy(response: RawResponse, kind: ServerKind, what: string): void {
  for (const [name, value] of securityHeaders) {
    expect(response.headers[lowerCase(name)], `${name} of ${what}`).toBe(value);
  }
  const [name, value] = strictTransport;
  const expectedValue = kind.scheme === 'https' ? value : undefined;
  expect(response.headers[lowerCase(name)], `${name} of ${what}`).toBe(expectedValue);
  expect(response.headers['set-cookie'], `cookies of ${what}`).toBeUndefined();
  expect(response.headers['access-control-allow-origin'], `CORS of ${what}`).toBeUndefined();
  expect(response.headers.server ?? '', `version of the server of ${what}`).not.toMatch(/\d/);
}

for (const kind of [...servers, previewServer]) {
  const isHost = kind !== previewServer;
  test.describe(kind.name, () => {
    test.describe.configure({ mode: 'default' });
    const server = useServer(kind);

    const get = (path: string, options?: RequestInit) =>
      sendRequest(server()[kind.scheme] + path, options);

    test('every file has its bytes, type, caching and policy', async () => {
      expect(routes.length).toBeGreaterThan(10);
      expect(hashedFile).not.toBe('');
      for (const path of ['', ...routes]) {
        const file = path === '' ? 'index.html' : path;
        const response = await get(`/${path}`);
        expect(response.status, file).toBe(200);
        expect(response.body.equals(readFileSync(join(dist, file))), `bytes of ${file}`).toBe(true);
        expect(response.headers['content-encoding'], file).toBeUndefined();
        expect(response.headers['content-type'] ?? '', `type of ${file}`).toMatch(
          TYPES[extname(file)] ?? /a known file extension/,
        );
        const caching = new RegExp(HASHED_FILE_PATTERN).test(`/${file}`)
          ? CACHE_CONTROL.hashed
          : CACHE_CONTROL.others;
        expect(response.headers['cache-control'], `caching of ${file}`).toBe(caching);
        expectPolicy(response, kind, file);
      }
    });

    test('a request with a matching ETag gets 304 without a body', async () => {
      for (const path of routes) {
        const etag = (await get(`/${path}`)).headers.etag ?? '';
        expect(etag, path).not.toBe('');
        const again = await get(`/${path}`, { headers: { 'if-none-match': etag } });
        expect(again.status, path).toBe(304);
        expect(again.body.length, path).toBe(0);
        expectPolicy(again, kind, `${path}, not modified`);
      }
    });

    test('HEAD has the headers of GET and no body', async () => {
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

    test('other methods than GET and HEAD get 405', async () => {
      for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'PROPFIND']) {
        for (const path of ['/', '/index.html', '/nowhere', `/${hashedFile}`]) {
          const response = await get(path, { method });
          expect(response.status, `${method} ${path}`).toBe(405);
          expect(response.headers.allow, `${method} ${path}`).toBe('GET, HEAD');
          expect(response.headers['cache-control'], `${method} ${path}`).toBe(CACHE_CONTROL.others);
          expectPolicy(response, kind, `${method} ${path}`);
        }
      }
    });

    test('a missing file gets 404 with the policy and short caching', async () => {
      const page = readFileSync(join(dist, '404.html'));
      for (const path of ['/nowhere', '/deep/down/nowhere.html', '/assets/gone-BztRQnlt.js']) {
        const response = await get(path);
        expect(response.status, path).toBe(404);
        if (isHost) {
          expect(response.body.equals(page), `the page for ${path}`).toBe(true);
          expect(response.headers['content-type'], path).toMatch(TYPES['.html'] as RegExp);
        }
        expect(response.headers['cache-control'], path).toBe(CACHE_CONTROL.others);
        expectPolicy(response, kind, path);
      }
    });

    test('a path outside the folder is refused', async () => {
      for (const path of [
        '/../../../../etc/passwd',
        '/%2e%2e/%2e%2e/%2e%2e/etc/passwd',
        '/assets/..%2f..%2f..%2fetc/passwd',
      ]) {
        const response = await get(path);
        expect([400, 403, 404], path).toContain(response.status);
        expect(response.body.toString(), path).not.toContain('root:');
        expectPolicy(response, kind, path);
      }
    });

    if (!isHost) return;

    test('a client that accepts Brotli or gzip gets the precompressed file', async () => {
      const compressedFiles = files.filter((path) => COMPRESSED.includes(extname(path)));
      expect(compressedFiles.length).toBeGreaterThan(10);
      for (const path of compressedFiles) {
        const extension = extname(path);
        const encoding = extension === '.br' ? 'br' : 'gzip';
        const plain = path.slice(0, -extension.length);
        const response = await get(`/${plain}`, { headers: { 'accept-encoding': encoding } });
        expect(response.headers['content-encoding'], path).toBe(encoding);
        expect(response.body.equals(readFileSync(join(dist, path))), `bytes of ${path}`).toBe(true);
        expect(response.headers.vary, path).toMatch(/accept-encoding/i);
        expect(response.headers['content-type'] ?? '', path).toMatch(
          TYPES[extname(plain)] as RegExp,
        );
        expectPolicy(response, kind, path);
      }
      const both = { headers: { 'accept-encoding': 'gzip, deflate, br, zstd' } };
      expect((await get('/', both)).headers['content-encoding']).toBe('br');
    });

    test('a hidden file gets 403 with the policy', async () => {
      for (const path of ['/.git/config', '/.env', '/assets/.hidden', '/_headers']) {
        const response = await get(path);
        expect(response.status, path).toBe(403);
        expect(response.body.toString(), path).not.toContain('not for the public');
        expectPolicy(response, kind, path);
      }
    });

    test('the site is served over IPv4 and IPv6', async () => {
      test.skip(!hasIpv6, 'this machine has no IPv6');
      for (const host of ['127.0.0.1', '::1']) {
        const response = await get('/', { host });
        expect(response.status, host).toBe(200);
        expectPolicy(response, kind, host);
      }
    });
  });
}
