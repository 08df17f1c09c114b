/** Sends one request, and returns the raw response: no redirect followed, nothing decompressed. */
import { type IncomingHttpHeaders, type RequestOptions, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';

export interface RawResponse {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

export interface RequestInit {
  method?: string;
  headers?: Record<string, string>;
  /** Address to connect to instead of the URL's host: `127.0.0.1` or `::1`. */
  host?: string;
}

export function sendRequest(
  address: string,
  { method = 'GET', headers = {}, host }: RequestInit = {},
) {
  const url = new URL(address);
  const options: RequestOptions & { rejectUnauthorized: boolean; servername: string } = {
    method,
    headers: { host: url.host, ...headers },
    host: host ?? url.hostname.replace(/[[\]]/g, ''),
    port: url.port,
    servername: url.hostname,
    // The path as written, since a URL would resolve `..`.
    path: address.slice(url.origin.length) || '/',
    agent: false,
    // The tests use a self-signed certificate.
    rejectUnauthorized: false,
  };
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise<RawResponse>((resolve, reject) => {
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
