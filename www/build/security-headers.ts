/**
 * The site's security policy, in one place. The page's meta tag, the headers of `./build.sh serve`,
 * dist/_headers and the files in hosting/ are all made of it.
 */

type Header = readonly [name: string, value: string];

/** Everything comes from the site itself, and nothing is allowed that is not used. */
const CONTENT_POLICY = {
  'default-src': "'none'",
  // WebAssembly is compiled from bytes, which a browser counts as evaluation.
  'script-src': "'self' 'wasm-unsafe-eval'",
  'worker-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self'",
  // A recording is played from the page's memory.
  'media-src': "'self' blob:",
  'connect-src': "'self'",
  'manifest-src': "'self'",
  'base-uri': "'none'",
  // A shared file is no form: whoever shares it has no document that this could bind.
  'form-action': "'none'",
  'frame-ancestors': "'none'",
  'require-trusted-types-for': "'script'",
  // Its one policy is in src/trusted-types.ts.
  'trusted-types': 'default',
};

/** https://html.spec.whatwg.org/#attr-meta-http-equiv-content-security-policy */
const NOT_IN_META = ['frame-ancestors', 'report-uri', 'sandbox'];

export function contentPolicy(place: 'header' | 'meta'): string {
  return Object.entries(CONTENT_POLICY)
    .filter(([name]) => place === 'header' || !NOT_IN_META.includes(name))
    .map(([name, value]) => `${name} ${value}`)
    .join('; ');
}

const USED_FEATURES = ['microphone', 'screen-wake-lock'];

/** Those that Chromium knows; it complains of others. */
const UNUSED_FEATURES = [
  'accelerometer',
  'attribution-reporting',
  'bluetooth',
  'browsing-topics',
  'camera',
  'clipboard-read',
  'clipboard-write',
  'compute-pressure',
  'cross-origin-isolated',
  'display-capture',
  'encrypted-media',
  'fullscreen',
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

/** For every answer of the server, the scripts of workers and error pages too. */
export const securityHeaders: readonly Header[] = [
  ['Content-Security-Policy', contentPolicy('header')],
  ['Permissions-Policy', permissions],
  ['Referrer-Policy', 'no-referrer'],
  ['X-Content-Type-Options', 'nosniff'],
  // On plain HTTP, Chromium looks up the names of all that a page links to.
  ['X-DNS-Prefetch-Control', 'off'],
  ['Cross-Origin-Opener-Policy', 'same-origin'],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
];

/** Only over TLS. Other sites under the same domain are not the project's to decide about. */
export const strictTransport: Header = ['Strict-Transport-Security', 'max-age=63072000'];

export const CACHE = {
  /** Of files whose name has a hash of what is in them. */
  hashed: 'public, max-age=31536000, immutable',
  /** Kept, but asked for anew each time: an ETag makes that cheap. */
  others: 'no-cache',
};

/** What Vite names by content, wherever the site lies. */
export const HASHED_FILE = '/assets/[^/]+-[A-Za-z0-9_-]{8}\\.[a-z0-9]+$';
