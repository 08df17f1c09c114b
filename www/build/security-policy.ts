/** Puts the security policy into the page, beside it, and into what `./build.sh serve` answers. */
import type { Plugin } from 'vite';
import { hostHeaders } from './header-files.ts';
import { CACHE, contentPolicy, HASHED_FILE, securityHeaders } from './security-headers.ts';

/** For hosts that send no headers of one's own. A browser heeds it for what comes after it. */
export const policyTags = [
  `<meta http-equiv="Content-Security-Policy" content="${contentPolicy('meta')}" />`,
  '<meta name="referrer" content="no-referrer" />',
  '<meta http-equiv="x-dns-prefetch-control" content="off" />',
].join('\n    ');

export function securityPolicy(): Plugin {
  let building = false;
  return {
    name: 'security-policy',
    configResolved(config) {
      building = config.command === 'build';
    },
    transformIndexHtml(html) {
      // `npm run dev` lives on inline scripts and styles.
      if (!building) return html;
      // The encoding must be among the first 1024 bytes.
      const [encoding] = /<meta charset[^>]*>/.exec(html) ?? [];
      if (encoding === undefined) throw new Error('index.html has no <meta charset>');
      return html.replace(encoding, `${encoding}\n    ${policyTags}`);
    },
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: '_headers', source: hostHeaders() });
    },
    configurePreviewServer(server) {
      const hashed = new RegExp(HASHED_FILE);
      server.middlewares.use((request, response, next) => {
        for (const [name, value] of securityHeaders) response.setHeader(name, value);
        if (request.method !== 'GET' && request.method !== 'HEAD') {
          response.statusCode = 405;
          response.setHeader('Allow', 'GET, HEAD');
          response.setHeader('Cache-Control', CACHE.others);
          response.end();
          return;
        }
        const { writeHead } = response;
        // How long an answer is kept depends on what it turns out to be.
        response.writeHead = ((status: number, headers?: object) => {
          const kept = status < 400 && hashed.test(request.url ?? '');
          const caching = { 'Cache-Control': kept ? CACHE.hashed : CACHE.others };
          return writeHead.call(response, status, { ...headers, ...caching } as never);
        }) as typeof writeHead;
        next();
      });
    },
  };
}
