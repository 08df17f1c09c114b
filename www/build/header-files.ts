/** The security policy in the languages of the servers that send it. */
import { CACHE, HASHED_FILE, securityHeaders, strictTransport } from './security-headers.ts';

const MADE = '# Made from www/build/security-headers.ts by `npm run headers`.';

/** To be included at the level of a server: one `add_header` further in would switch all these off. */
export function nginxHeaders(): string {
  return lines(
    MADE,
    ...securityHeaders.map(([name, value]) => `add_header ${name} "${value}" always;`),
  );
}

export function nginxStrictTransport(): string {
  const [name, value] = strictTransport;
  return lines(MADE, `add_header ${name} "${value}" always;`);
}

/** For http level: how long an answer is kept. A name with a hash that is not there may come to be. */
export function nginxCaching(): string {
  return lines(
    MADE,
    'map "$status $uri" $hot_or_cold_caching {',
    `    default "${CACHE.others}";`,
    // Braces and semicolons would end the pattern, if it were not quoted.
    `    "~^(200|206|304) .*${HASHED_FILE}" "${CACHE.hashed}";`,
    '}',
  );
}

export function caddyHeaders(): string {
  const [name, value] = strictTransport;
  return lines(
    MADE,
    'header {',
    ...securityHeaders.map(([header, words]) => `\t${header} "${words}"`),
    // Where nothing else says it: Caddy puts what is for all after what is for some.
    `\t?Cache-Control "${CACHE.others}"`,
    '}',
    '@tls protocol https',
    `header @tls ${name} "${value}"`,
    `@hashed path_regexp ${HASHED_FILE}`,
    `header @hashed Cache-Control "${CACHE.hashed}"`,
  );
}

/** dist/_headers, for Netlify and Cloudflare Pages, which serve over TLS alone. */
export function hostHeaders(): string {
  const all = [...securityHeaders, strictTransport];
  return lines(
    MADE.replace('npm run headers', './build.sh'),
    '/*',
    ...all.map(([name, value]) => `  ${name}: ${value}`),
    // Rules that match the same address are joined, so no address may have two of these.
    '/assets/*',
    `  Cache-Control: ${CACHE.hashed}`,
    ...['/', '/index.html', '/service-worker.js', '/manifest.webmanifest'].flatMap((path) => [
      path,
      `  Cache-Control: ${CACHE.others}`,
    ]),
  );
}

function lines(...all: string[]): string {
  return `${all.join('\n')}\n`;
}
