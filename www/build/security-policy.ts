/** Adds the security policy to the page, to dist/_headers and to `./build.sh serve`. */
import type { Plugin } from 'vite';
import { hostHeaders } from './header-files.ts';
import {
  CACHE_CONTROL,
  contentPolicy,
  HASHED_FILE_PATTERN,
  securityHeaders,
} from './security-headers.ts';

/** For hosts without custom headers. The policy applies to the tags after it. */
export const policyTags = [
  `<meta http-equiv="Content-Security-Policy" content="${contentPolicy('meta')}" />`,
  '<meta name="referrer" content="no-referrer" />',
  '<meta http-equiv="x-dns-prefetch-control" content="off" />',
].join('\n    ');

export function securityPolicy(): Plugin {
  let isBuilding = false;
  return {
    name: 'security-policy',
    configResolved(config) {
      isBuilding = config.command === 'build';
    },
    transformIndexHtml(html) {
      // `npm run dev` needs inline scripts and styles.
      if (!isBuilding) return html;
      // The encoding must be among the first 1024 bytes.
      const [encoding] = /<meta charset[^>]*>/.exec(html) ?? [];
      if (encoding === undefined) throw new Error('index.html has no <meta charset>');
      return html.replace(encoding, `${encoding}\n    ${policyTags}`);
    },
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: '_headers', source: hostHeaders() });
    },
    configurePreviewServer(server) {
      const hashed = new RegExp(HASHED_FILE_PATTERN);
      server.middlewares.use((request, response, next) => {
        for (const [name, value] of securityHeaders) response.setHeader(name, value);
        if (request.method !== 'GET' && request.method !== 'HEAD') {
          response.statusCode = 405;
          response.setHeader('Allow', 'GET, HEAD');
          response.setHeader('Cache-Control', CACHE_CONTROL.others);
          response.end();
          return;
        }
        const { writeHead } = response;
        // Caching depends on the status, which is known only now.
        response.writeHead = ((status: number, headers?: object) => {
          const isCacheable = status < 400 && hashed.test(request.url ?? '');
          const caching = {
            'Cache-Control': isCacheable ? CACHE_CONTROL.hashed : CACHE_CONTROL.others,
          };
          return writeHead.call(response, status, { ...headers, ...caching } as never);
        }) as typeof writeHead;
        next();
      });
    },
  };
}
