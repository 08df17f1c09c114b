import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  caddyHeaders,
  hostHeaders,
  nginxCaching,
  nginxHeaders,
  nginxStrictTransport,
} from './header-files.ts';
import {
  CACHE_CONTROL,
  contentPolicy,
  HASHED_FILE_PATTERN,
  securityHeaders,
} from './security-headers.ts';

const hosting = resolve(import.meta.dirname, '../../hosting');

describe('contentPolicy', () => {
  it('allows no inline code and no other origin', () => {
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

  it('omits from the meta tag only what browsers ignore there', () => {
    const inHeader = contentPolicy('header').split('; ');
    const inMeta = contentPolicy('meta').split('; ');
    expect(inHeader.filter((part) => !inMeta.includes(part))).toEqual(["frame-ancestors 'none'"]);
  });
});

it('the permissions policy allows full screen, microphone and wake lock only', () => {
  const permissions = new Map(securityHeaders).get('Permissions-Policy')?.split(', ') ?? [];
  const allowed = permissions.filter((permission) => !permission.endsWith('=()'));
  expect(allowed).toEqual(['fullscreen=(self)', 'microphone=(self)', 'screen-wake-lock=(self)']);
  expect(permissions).toContain('camera=()');
});

it('HASHED_FILE_PATTERN matches files with a content hash only', () => {
  const hashed = new RegExp(HASHED_FILE_PATTERN);
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
])('hosting/%s', (path, generated) => {
  it('matches the policy', async () => {
    await expect(generated).toMatchFileSnapshot(resolve(hosting, path));
  });
});

describe('_headers', () => {
  const rules = hostHeaders().split('\n');

  it('has no line longer than the limit of Cloudflare', () => {
    expect(Math.max(...rules.map((rule) => rule.length))).toBeLessThanOrEqual(2000);
  });

  it.each(['/service-worker.js', '/manifest.webmanifest', '/manifest.de.webmanifest'])(
    'revalidates %s',
    (path) => {
      expect(rules[rules.indexOf(path) + 1]).toBe(`  Cache-Control: ${CACHE_CONTROL.others}`);
    },
  );

  it('contains every security header', () => {
    for (const [name, value] of securityHeaders) expect(rules).toContain(`  ${name}: ${value}`);
  });
});
