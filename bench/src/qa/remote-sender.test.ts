import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { EvalInputError } from './eval-input-error.js';
import { createRemoteSender } from './remote-sender.js';

const servers: Server[] = [];

async function listen(answer: string, seen: (request: IncomingMessage, body: string) => void = () => undefined) {
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      seen(request, body);
      response.writeHead(207, { 'x-request-id': 'req_1' }).end(answer);
    });
  }).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

describe('createRemoteSender', () => {
  it.each(['localhost:8080', 'ftp://localhost', 'http://'])('refuses %s as the address of a server', (baseUrl) => {
    expect(() => createRemoteSender({ baseUrl, key: 'k' })).toThrow(EvalInputError);
  });

  it.each(['http://localhost:8080', 'https://memory.example.org/v1/'])('takes %s', (baseUrl) => {
    expect(createRemoteSender({ baseUrl, key: 'k' })).toHaveProperty('send');
  });
});

describe('send', () => {
  it('sends the key and a body of JSON, and gives status, headers and the parsed answer', async () => {
    const seen: unknown[] = [];
    const baseUrl = await listen('{"success":true}', ({ method, url, headers }, body) => {
      seen.push(method, url, headers.authorization, headers['content-type'], body);
    });
    const sender = createRemoteSender({ baseUrl, key: 'k' });
    const answer = await sender.send({ method: 'POST', path: '/v1/query', body: { context: 'Who?' } });
    expect(seen).toEqual(['POST', '/v1/query', 'Bearer k', 'application/json', '{"context":"Who?"}']);
    expect(answer).toMatchObject({ status: 207, headers: { 'x-request-id': 'req_1' }, body: { success: true } });
    expect(answer.durationMs).toBeGreaterThan(0);
  });

  it('names the version once, whether the address ends with it or not', async () => {
    const urls: unknown[] = [];
    const baseUrl = await listen('{}', ({ url }) => urls.push(url));
    for (const end of ['', '/', '/v1', '/v1//']) {
      await createRemoteSender({ baseUrl: baseUrl + end, key: 'k' }).send({ method: 'GET', path: '/v1/account' });
    }
    expect(urls).toEqual(Array.from({ length: 4 }, () => '/v1/account'));
  });

  it('lets a call set a header of its own', async () => {
    let key: unknown;
    const baseUrl = await listen('{}', ({ headers }) => (key = headers['authorization']));
    const headers = { authorization: 'Bearer other' };
    await createRemoteSender({ baseUrl, key: 'k' }).send({ method: 'GET', path: '/', headers });
    expect(key).toBe('Bearer other');
  });

  it('keeps what is no JSON as text, to be told', async () => {
    const sender = createRemoteSender({ baseUrl: await listen('<h1>Bad gateway</h1>'), key: 'k' });
    expect((await sender.send({ method: 'GET', path: '/' })).body).toBe('<h1>Bad gateway</h1>');
  });

  it('tells in one line that no server answers, and why', async () => {
    const baseUrl = await listen('');
    await new Promise((resolve) => servers.pop()?.close(resolve));
    const sending = createRemoteSender({ baseUrl, key: 'k' }).send({ method: 'GET', path: '/' });
    await expect(sending).rejects.toThrow(new EvalInputError(`no server answers at ${baseUrl}: ECONNREFUSED`));
  });
});
