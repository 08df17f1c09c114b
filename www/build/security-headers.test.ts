import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  caddyHeaders,
  hostHeaders,
  nginxCaching,
  nginxHeaders,
  nginxStrictTransport,
} from './header-files.ts';
import { CACHE, contentPolicy, HASHED_FILE, securityHeaders } from './security-headers.ts';

const hosting = resolve(import.meta.dirname, '../../hosting');

describe('the content policy', () => {
  it('allows nothing by default, nothing inline and no other origin', () => {
    const policy = contentPolicy('header');
    expect(policy).toMatch(/^default-src 'none'; /);
    expect(policy).not.toMatch(/unsafe-inline|'unsafe-eval'|data:|https?:|\*/);
    for (const part of [
      "script-src 'self' 'wasm-unsafe-eval';",
      "style-src 'self';",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
    ]) {
      expect(policy).toContain(part);
    }
  });

  it('leaves out of the meta tag what a browser complains of there, and only that', () => {
    const inHeader = contentPolicy('header').split('; ');
    const inMeta = contentPolicy('meta').split('; ');
    expect(inHeader.filter((part) => !inMeta.includes(part))).toEqual(["frame-ancestors 'none'"]);
  });
});

it('lets the page itself use the microphone and keep the screen on, and nobody anything else', () => {
  const permissions = new Map(securityHeaders).get('Permissions-Policy')?.split(', ') ?? [];
  const allowed = permissions.filter((permission) => !permission.endsWith('=()'));
  expect(allowed).toEqual(['microphone=(self)', 'screen-wake-lock=(self)']);
  expect(permissions).toContain('camera=()');
});

it('knows a file that is named by its content', () => {
  const hashed = new RegExp(HASHED_FILE);
  for (const path of ['/assets/index-BztRQnlt.js', '/a/b/assets/capture.worklet-B6nrqO_-.js']) {
    expect(path).toMatch(hashed);
  }
  for (const path of [
    '/index.html',
    '/service-worker.js',
    '/assets/',
    '/assets/logo.svg',
    '/assets/x/a.js',
  ]) {
    expect(path).not.toMatch(hashed);
  }
});

// `npm run headers` writes them.
describe.each([
  ['nginx/security-headers.conf', nginxHeaders()],
  ['nginx/strict-transport.conf', nginxStrictTransport()],
  ['nginx/caching.conf', nginxCaching()],
  ['caddy/security-headers.caddy', caddyHeaders()],
])('hosting/%s', (path, made) => {
  it('is what the policy makes it', async () => {
    await expect(made).toMatchFileSnapshot(resolve(hosting, path));
  });
});

describe('_headers', () => {
  const rules = hostHeaders().split('\n');

  it('has no line longer than Cloudflare reads', () => {
    expect(Math.max(...rules.map((rule) => rule.length))).toBeLessThanOrEqual(2000);
  });

  it('says of the service worker that it is to be asked for anew', () => {
    expect(rules[rules.indexOf('/service-worker.js') + 1]).toBe(`  Cache-Control: ${CACHE.others}`);
  });

  it('has every security header', () => {
    for (const [name, value] of securityHeaders) expect(rules).toContain(`  ${name}: ${value}`);
  });
});
