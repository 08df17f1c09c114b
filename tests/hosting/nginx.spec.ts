/** Redirects, protocols, malformed requests and logs of nginx's configuration. */
import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { expect, test } from '@playwright/test';
import { securityHeaders, strictTransport } from '../../www/build/security-headers.ts';
import { sendRequest } from './http-request.ts';
import { httpsServer } from './server-kinds.ts';
import { useServer } from './use-server.ts';

const server = useServer(httpsServer('nginx'));

test('nginx redirects HTTP to HTTPS, with the policy and without HSTS', async () => {
  for (const path of ['/', '/nowhere?a=b']) {
    const response = await sendRequest(server().http + path, {
      headers: { host: 'other.example' },
    });
    expect(response.status).toBe(301);
    expect(response.headers.location).toBe(`https://example.org${path}`);
    for (const [name, value] of securityHeaders) {
      expect(response.headers[name.toLowerCase()], name).toBe(value);
    }
    expect(response.headers[strictTransport[0].toLowerCase()]).toBeUndefined();
  }
  expect((await sendRequest(server().http, { method: 'POST' })).status).toBe(405);
});

test('nginx negotiates HTTP/2 and TLS 1.3', async () => {
  const { port } = new URL(server().https);
  const negotiated = await new Promise((resolve, reject) => {
    const socket = connectTls(
      { port: Number(port), host: '127.0.0.1', ALPNProtocols: ['h2'], rejectUnauthorized: false },
      () => {
        resolve([socket.alpnProtocol, socket.getProtocol()]);
        socket.destroy();
      },
    );
    socket.once('error', reject);
  });
  expect(negotiated).toEqual(['h2', 'TLSv1.3']);
});

test('nginx answers a malformed request with 400 and the policy', async () => {
  const { port } = new URL(server().http);
  const response = await new Promise<string>((resolve, reject) => {
    let text = '';
    const socket = connect(Number(port), '127.0.0.1', () => socket.write('nonsense\r\n\r\n'));
    socket.on('data', (part) => {
      text += part;
    });
    socket.once('close', () => resolve(text));
    socket.once('error', reject);
  });
  expect(response).toMatch(/^HTTP\/1\.1 400 /);
  for (const [name, value] of securityHeaders) expect(response).toContain(`${name}: ${value}`);
});

test('nginx logs requests without the address, browser or referrer', async () => {
  const headers = { 'user-agent': 'a certain browser', referer: 'https://example.com/came-from' };
  await sendRequest(`${server().https}/found-in-the-log?not-this`, { headers });
  await sendRequest(`${server().https}/.git/config`, { headers });
  await expect.poll(() => server().log()).toContain('404 GET /found-in-the-log');
  await expect.poll(() => server().log()).toContain('403 GET /.git/config');
  expect(server().log()).not.toMatch(/127\.0\.0\.1|::1|browser|came-from|not-this/);
});
