import { once } from 'node:events';
import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { toRequestBytes } from './load.js';
import type { LoadResult, LoadSpec } from './load.js';

const servers: Server[] = [];
let start: (spec: LoadSpec) => void = () => undefined;

// The generator waits for a message to its process; here it is handed over without one.
beforeAll(async () => {
  const waiting = vi.spyOn(process, 'once').mockReturnThis();
  await import('./load-generator.js');
  const [, listener] = waiting.mock.calls.find(([event]) => String(event) === 'message') ?? [];
  waiting.mockRestore();
  start = listener as typeof start;
});

afterEach(() => {
  vi.restoreAllMocks();
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function listen(listener: RequestListener): Promise<number> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

function generate(spec: Omit<LoadSpec, 'request'>): Promise<LoadResult> {
  return new Promise((resolve) => {
    vi.spyOn(process as { send: (result: LoadResult) => boolean }, 'send').mockImplementation((result) => {
      resolve(result);
      return true;
    });
    start({ ...spec, request: toRequestBytes('/x', 'k') });
  });
}

describe('the load generator', () => {
  it('sends over as many connections as asked, and keeps each of them open', async () => {
    const ports = new Set<number | undefined>();
    const port = await listen((request, response) => {
      ports.add(request.socket.remotePort);
      setTimeout(() => response.end('ok'), 2);
    });
    const { requests, failures, latenciesMs, endedAtMs } = await generate({ port, connections: 3, seconds: 0.2 });
    expect([ports.size, failures]).toEqual([3, 0]);
    expect(requests).toBeGreaterThan(3);
    expect([latenciesMs.length, endedAtMs.length]).toEqual([requests, requests]);
  });

  it('sends at a fixed rate no more than is due within its time', async () => {
    let received = 0;
    const port = await listen((_request, response) => {
      received += 1;
      response.end('ok');
    });
    const { requests } = await generate({ port, connections: 2, seconds: 0.49, ratePerSecond: 40 });
    // Due every 25 ms, from the first moment on.
    expect(requests).toBe(20);
    expect(received).toBe(20);
  });

  it('counts a refusal as a failure that has a latency all the same', async () => {
    const port = await listen((_request, response) => void response.writeHead(429, { 'content-length': 0 }).end());
    const { requests, failures } = await generate({ port, connections: 1, seconds: 0.05 });
    expect(requests).toBeGreaterThan(0);
    expect(failures).toBe(requests);
  });

  it('counts a connection that nobody takes, and ends', async () => {
    const port = await listen(() => undefined);
    await new Promise((resolve) => servers.pop()?.close(resolve));
    expect(await generate({ port, connections: 2, seconds: 5 })).toMatchObject({ requests: 0, failures: 2 });
  });
});
