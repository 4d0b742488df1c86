import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from './testing/create-test-app.js';

let app: TestApp;
let port: number;

beforeAll(async () => {
  app = await createTestApp();
  port = Number(new URL(await app.app.listen({ host: '127.0.0.1', port: 0 })).port);
});
afterAll(() => app.close());

/** Sends bytes over a socket of its own, and gives everything that comes back until it's closed. */
async function exchange(bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect({ port, host: '127.0.0.1' }, () => socket.write(bytes));
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => {
      answer += text;
    });
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
}

function parse(answer: string): { status: number; body: Record<string, unknown>; head: string } {
  const [head = '', body = ''] = answer.split('\r\n\r\n');
  return { status: Number(head.split(' ')[1]), body: JSON.parse(body) as Record<string, unknown>, head };
}

const request = (headers: string): string => `GET /v1/account HTTP/1.1\r\nHost: localhost\r\n${headers}\r\n`;

describe('the socket', () => {
  it('takes headers of ten kilobytes, and refuses more than sixteen in the usual envelope', async () => {
    const ten = parse(await exchange(request(`X-API-Key: ${'k'.repeat(10_000)}\r\nConnection: close\r\n`)));
    expect([ten.status, ten.body['error']]).toMatchObject([401, { code: 'INVALID_API_KEY_FORMAT' }]);
    const more = parse(await exchange(request(`X-API-Key: ${'k'.repeat(17_000)}\r\n`)));
    expect([more.status, more.body['error']]).toMatchObject([431, { code: 'HEADERS_TOO_LARGE' }]);
    expect(more.head).toContain('connection: close');
  });

  it('refuses what is no HTTP in the usual envelope', async () => {
    const { status, body } = parse(await exchange('HELO mail.example.com\r\n\r\n'));
    expect([status, body]).toMatchObject([400, { success: false, error: { code: 'VALIDATION_ERROR' } }]);
  });

  it('refuses two Authorization headers of which Node would show one', async () => {
    const headers = `Authorization: Bearer ${app.ownerKey}\r\nAuthorization: Bearer other\r\nConnection: close\r\n`;
    const { status, body } = parse(await exchange(request(headers)));
    expect([status, body['error']]).toMatchObject([400, { code: 'AMBIGUOUS_CREDENTIALS' }]);
  });

  it('keeps a connection for the next request', async () => {
    const one = request(`Authorization: Bearer ${app.ownerKey}\r\n`);
    const last = request(`Authorization: Bearer ${app.ownerKey}\r\nConnection: close\r\n`);
    const answer = await exchange(one + one + last);
    expect(answer.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(3);
  });

  it('has limits on slow callers and on connections', () => {
    const { server } = app.app;
    expect(server.headersTimeout).toBe(10_000);
    expect(server.requestTimeout).toBe(120_000);
    expect(server.keepAliveTimeout).toBe(65_000);
    expect(server.maxConnections).toBe(10_000);
  });
});
