/** Configuration files of several servers, with the security headers. */
import { LANGUAGE_CODES, manifestFile } from '../src/i18n/locale.ts';
import {
  CACHE_CONTROL,
  HASHED_FILE_PATTERN,
  securityHeaders,
  strictTransport,
} from './security-headers.ts';

const GENERATED_BY = '# Made from www/build/security-headers.ts by `npm run headers`.';

/** For the server level. An `add_header` in a nested block would disable all of these. */
export function nginxHeaders(): string {
  return joinLines(
    GENERATED_BY,
    ...securityHeaders.map(([name, value]) => `add_header ${name} "${value}" always;`),
  );
}

export function nginxStrictTransport(): string {
  const [name, value] = strictTransport;
  return joinLines(GENERATED_BY, `add_header ${name} "${value}" always;`);
}

/** For the http level. Errors are not cached, since a hashed file may appear later. */
export function nginxCaching(): string {
  return joinLines(
    GENERATED_BY,
    'map "$status $uri" $hot_or_cold_caching {',
    `    default "${CACHE_CONTROL.others}";`,
    // Quoted, because braces and semicolons would end the pattern.
    `    "~^(200|206|304) .*${HASHED_FILE_PATTERN}" "${CACHE_CONTROL.hashed}";`,
    '}',
  );
}

export function caddyHeaders(): string {
  const [name, value] = strictTransport;
  return joinLines(
    GENERATED_BY,
    'header {',
    ...securityHeaders.map(([header, text]) => `\t${header} "${text}"`),
    // Only if unset: Caddy runs directives without a matcher after those with one.
    `\t?Cache-Control "${CACHE_CONTROL.others}"`,
    '}',
    '@tls protocol https',
    `header @tls ${name} "${value}"`,
    `@hashed path_regexp ${HASHED_FILE_PATTERN}`,
    `header @hashed Cache-Control "${CACHE_CONTROL.hashed}"`,
  );
}

/** dist/_headers for Netlify and Cloudflare Pages, which serve over TLS only. */
export function hostHeaders(): string {
  const all = [...securityHeaders, strictTransport];
  return joinLines(
    GENERATED_BY.replace('npm run headers', './build.sh'),
    '/*',
    ...all.map(([name, value]) => `  ${name}: ${value}`),
    // Matching rules are merged, so each path may set Cache-Control only once.
    '/assets/*',
    `  Cache-Control: ${CACHE_CONTROL.hashed}`,
    ...['', 'index.html', 'service-worker.js', ...LANGUAGE_CODES.map(manifestFile)].flatMap(
      (file) => [`/${file}`, `  Cache-Control: ${CACHE_CONTROL.others}`],
    ),
  );
}

function joinLines(...all: string[]): string {
  return `${all.join('\n')}\n`;
}
