import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createHttpClient } from './http-client.js';
import type { HttpClient } from './http-client.js';

const opened: { server: Server; client: HttpClient }[] = [];

async function createPair(
  answer: (request: IncomingMessage, body: string, response: ServerResponse) => void,
): Promise<HttpClient> {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => answer(request, body, response));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const client = createHttpClient({ port, key: 'mem_live_secret', connections: 2 });
  opened.push({ server, client });
  return client;
}

afterEach(() => {
  for (const { server, client } of opened.splice(0)) {
    client.close();
    server.close();
    server.closeAllConnections();
  }
});

describe('createHttpClient', () => {
  it('sends method, path, key, headers and JSON, and reads the answer', async () => {
    const client = await createPair(({ method, url, headers }, body, response) => {
      const { authorization, 'content-type': type, 'x-own': own } = headers;
      response.writeHead(201, { etag: '"1"' }).end(JSON.stringify({ method, url, authorization, type, own, body }));
    });
    const call = { method: 'POST', path: '/v1/x?y=1', body: { text: 'é' }, headers: { 'x-own': 'z' } } as const;
    const answer = await client.send(call);
    expect([answer.status, answer.headers['etag']]).toEqual([201, '"1"']);
    expect(answer.durationMs).toBeGreaterThan(0);
    expect(answer.body).toEqual({
      method: 'POST',
      url: '/v1/x?y=1',
      authorization: 'Bearer mem_live_secret',
      type: 'application/json',
      own: 'z',
      body: '{"text":"é"}',
    });
  });

  it('announces no body where there is none', async () => {
    const client = await createPair(({ headers }, _body, response) => {
      response.end(JSON.stringify([headers['content-type'] ?? null, headers['content-length'] ?? null]));
    });
    expect((await client.send({ method: 'GET', path: '/' })).body).toEqual([null, null]);
  });

  it('gives failures of the server as answers, and what is no JSON as text', async () => {
    const client = await createPair((_request, _body, response) => void response.writeHead(500).end('not JSON'));
    expect(await client.send({ method: 'GET', path: '/' })).toMatchObject({ status: 500, body: 'not JSON' });
  });

  it('rejects when the connection breaks', async () => {
    const client = await createPair((request) => request.socket.destroy());
    await expect(client.send({ method: 'GET', path: '/' })).rejects.toThrow();
  });

  it('gives the data of a success, and stops the run with what came instead', async () => {
    const client = await createPair(({ url }, _body, response) => {
      response.end(JSON.stringify(url === '/good' ? { success: true, data: [1] } : { success: false, error: 'NO' }));
    });
    expect(await client.sendOk({ method: 'GET', path: '/good' })).toEqual([1]);
    await expect(client.sendOk({ method: 'GET', path: '/bad' })).rejects.toThrow(/GET \/bad answered 200.*NO/);
  });

  it('keeps its connections open, and no more of them than it was given', async () => {
    const sockets = new Set<unknown>();
    const client = await createPair((request, _body, response) => {
      sockets.add(request.socket);
      setTimeout(() => response.end('{}'), 5);
    });
    await Promise.all(Array.from({ length: 10 }, () => client.send({ method: 'GET', path: '/' })));
    expect(sockets.size).toBe(2);
  });
});
