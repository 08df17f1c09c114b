/** What nginx's configuration has beside the answers themselves. */
import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { expect, test } from '@playwright/test';
import { securityHeaders, strictTransport } from '../../www/build/security-headers.ts';
import { ask } from './http-request.ts';
import { overTls } from './server-kinds.ts';
import { running } from './use-server.ts';

const server = running(overTls('nginx'));

test('without TLS there is a way to TLS, with the policy and without HSTS', async () => {
  for (const path of ['/', '/nowhere?a=b']) {
    const reply = await ask(server().http + path, { headers: { host: 'elsewhere.example' } });
    expect(reply.status).toBe(301);
    expect(reply.headers.location).toBe(`https://example.org${path}`);
    for (const [name, value] of securityHeaders) {
      expect(reply.headers[name.toLowerCase()], name).toBe(value);
    }
    expect(reply.headers[strictTransport[0].toLowerCase()]).toBeUndefined();
  }
  expect((await ask(server().http, { method: 'POST' })).status).toBe(405);
});

test('it speaks HTTP/2, and TLS of this day', async () => {
  const { port } = new URL(server().https);
  const spoken = await new Promise((resolve, reject) => {
    const socket = connectTls(
      { port: Number(port), host: '127.0.0.1', ALPNProtocols: ['h2'], rejectUnauthorized: false },
      () => {
        resolve([socket.alpnProtocol, socket.getProtocol()]);
        socket.destroy();
      },
    );
    socket.once('error', reject);
  });
  expect(spoken).toEqual(['h2', 'TLSv1.3']);
});

test('what is no request at all is answered with the policy too', async () => {
  const { port } = new URL(server().http);
  const answer = await new Promise<string>((resolve, reject) => {
    let text = '';
    const socket = connect(Number(port), '127.0.0.1', () => socket.write('nonsense\r\n\r\n'));
    socket.on('data', (part) => {
      text += part;
    });
    socket.once('close', () => resolve(text));
    socket.once('error', reject);
  });
  expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  for (const [name, value] of securityHeaders) expect(answer).toContain(`${name}: ${value}`);
});

test('its log tells what was asked, and not by whom', async () => {
  const headers = { 'user-agent': 'a certain browser', referer: 'https://example.com/came-from' };
  await ask(`${server().https}/found-in-the-log?not-this`, { headers });
  await ask(`${server().https}/.git/config`, { headers });
  await expect.poll(() => server().log()).toContain('404 GET /found-in-the-log');
  await expect.poll(() => server().log()).toContain('403 GET /.git/config');
  expect(server().log()).not.toMatch(/127\.0\.0\.1|::1|browser|came-from|not-this/);
});
