/** One request, with nothing done to the answer: no redirect followed, nothing decompressed. */
import { type IncomingHttpHeaders, type RequestOptions, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';

export interface Reply {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

export interface Ask {
  method?: string;
  headers?: Record<string, string>;
  /** Where the server is reached, if not by its name: `127.0.0.1` or `::1`. */
  host?: string;
}

export function ask(address: string, { method = 'GET', headers = {}, host }: Ask = {}) {
  const url = new URL(address);
  const options: RequestOptions & { rejectUnauthorized: boolean; servername: string } = {
    method,
    headers: { host: url.host, ...headers },
    host: host ?? url.hostname.replace(/[[\]]/g, ''),
    port: url.port,
    servername: url.hostname,
    // As it is written: a URL would resolve `..`.
    path: address.slice(url.origin.length) || '/',
    agent: false,
    // The certificate of the tests is signed by itself.
    rejectUnauthorized: false,
  };
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise<Reply>((resolve, reject) => {
    const sent = request(options, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(parts),
        }),
      );
    });
    sent.on('error', reject);
    sent.end();
  });
}
