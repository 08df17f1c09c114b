/**
 * The site's security policy. The page's meta tag, the headers of `./build.sh serve`, dist/_headers
 * and the files in hosting/ are generated from it.
 */

type Header = readonly [name: string, value: string];

/** Allows the site's own files, and only what the page uses. */
const CONTENT_POLICY = {
  'default-src': "'none'",
  // Browsers treat the compilation of WebAssembly as evaluation.
  'script-src': "'self' 'wasm-unsafe-eval'",
  'worker-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self'",
  'font-src': "'self'",
  // Recordings are played from memory.
  'media-src': "'self' blob:",
  'connect-src': "'self'",
  'manifest-src': "'self'",
  'base-uri': "'none'",
  // Does not affect the share target, whose requests come from no document.
  'form-action': "'none'",
  'frame-ancestors': "'none'",
  'require-trusted-types-for': "'script'",
  // Defined in src/util/trusted-types.ts.
  'trusted-types': 'default',
};

/** https://html.spec.whatwg.org/#attr-meta-http-equiv-content-security-policy */
const NOT_IN_META = ['frame-ancestors', 'report-uri', 'sandbox'];

export function contentPolicy(target: 'header' | 'meta'): string {
  return Object.entries(CONTENT_POLICY)
    .filter(([name]) => target === 'header' || !NOT_IN_META.includes(name))
    .map(([name, value]) => `${name} ${value}`)
    .join('; ');
}

const USED_FEATURES = ['fullscreen', 'microphone', 'screen-wake-lock'];

/** Features that every recent Chromium knows: it warns about others on each visit. */
const UNUSED_FEATURES = [
  'accelerometer',
  'camera',
  'clipboard-read',
  'clipboard-write',
  'compute-pressure',
  'cross-origin-isolated',
  'display-capture',
  'encrypted-media',
  'gamepad',
  'geolocation',
  'gyroscope',
  'hid',
  'identity-credentials-get',
  'idle-detection',
  'keyboard-map',
  'local-fonts',
  'magnetometer',
  'midi',
  'otp-credentials',
  'payment',
  'picture-in-picture',
  'publickey-credentials-create',
  'publickey-credentials-get',
  'serial',
  'storage-access',
  'sync-xhr',
  'unload',
  'usb',
  'window-management',
  'xr-spatial-tracking',
];

const permissions = [
  ...USED_FEATURES.map((name) => `${name}=(self)`),
  ...UNUSED_FEATURES.map((name) => `${name}=()`),
].join(', ');

/** For every response, including worker scripts and error pages. */
export const securityHeaders: readonly Header[] = [
  ['Content-Security-Policy', contentPolicy('header')],
  ['Permissions-Policy', permissions],
  ['Referrer-Policy', 'no-referrer'],
  ['X-Content-Type-Options', 'nosniff'],
  // On plain HTTP, Chromium resolves the host names of all links.
  ['X-DNS-Prefetch-Control', 'off'],
  ['Cross-Origin-Opener-Policy', 'same-origin'],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
];

/** Only over TLS, and without `includeSubDomains`: other sites may share the domain. */
export const strictTransport: Header = ['Strict-Transport-Security', 'max-age=63072000'];

export const CACHE_CONTROL = {
  /** For files with a content hash in their name. */
  hashed: 'public, max-age=31536000, immutable',
  /** Cached but revalidated each time, which an ETag makes cheap. */
  others: 'no-cache',
};

/** Regular expression of the files that Vite names by content, below any path. */
export const HASHED_FILE_PATTERN = '/assets/[^/]+-[A-Za-z0-9_-]{8}\\.[a-z0-9]+$';
