import { once } from 'node:events';
import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { toRequestBytes } from './load.js';
import { summarize } from './percentile.js';
import { runLoad } from './run-load.js';

const servers: Server[] = [];

async function listen(listener: RequestListener): Promise<number> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

const answerOk: RequestListener = (_request, response) =>
  void response.writeHead(200, { 'content-length': 2 }).end('ok');

describe('runLoad', () => {
  it('sends one request after the other on each connection until the time is over', async () => {
    let most = 0;
    let underWay = 0;
    let key = '';
    const port = await listen((request, response) => {
      key = request.headers.authorization ?? '';
      underWay += 1;
      most = Math.max(most, underWay);
      setTimeout(() => {
        underWay -= 1;
        response.end('ok');
      }, 5);
    });
    const request = toRequestBytes('/x', 'mem_live_key');
    const result = await runLoad({ port, request, connections: 4, seconds: 0.5 });
    expect([most, key, result.failures]).toEqual([4, 'Bearer mem_live_key', 0]);
    expect(result.requests).toBeGreaterThan(20);
    expect(result.latenciesMs).toHaveLength(result.requests);
    expect(summarize(result.latenciesMs).p50).toBeGreaterThanOrEqual(4);
    expect(result.requestsPerSecond).toBeGreaterThan(20);
  });

  it('counts answers that are no success, and connections that break', async () => {
    const refusing = await listen((_request, response) => void response.writeHead(503, { 'content-length': 0 }).end());
    const request = toRequestBytes('/', 'k');
    const refused = await runLoad({ port: refusing, request, connections: 1, seconds: 0.1 });
    expect(refused.failures).toBe(refused.requests);
    const breaking = await listen((incoming) => incoming.socket.resetAndDestroy());
    expect((await runLoad({ port: breaking, request, connections: 2, seconds: 0.1 })).failures).toBe(2);
  });

  it('says so when it comes upon an answer that it cannot read', async () => {
    const port = await listen((_request, response) => {
      response.write('in');
      response.end('pieces');
    });
    const load = { port, request: toRequestBytes('/', 'k'), connections: 1, seconds: 0.1 };
    await expect(runLoad(load)).rejects.toThrow('ended without a result');
  });

  it('sends at the rate that was asked for, whatever the answers take', async () => {
    const port = await listen(answerOk);
    const load = { port, request: toRequestBytes('/', 'k'), connections: 2, seconds: 1, ratePerSecond: 100 };
    const { requests, endedAtMs } = await runLoad(load);
    expect(requests).toBeGreaterThanOrEqual(95);
    expect(requests).toBeLessThanOrEqual(101);
    expect(Math.abs((endedAtMs.at(-1) ?? 0) - Date.now())).toBeLessThan(2000);
  });

  it('charges a standstill to every request that it kept waiting', async () => {
    let isFirst = true;
    const port = await listen((_request, response) => {
      if (!isFirst) return void response.end('ok');
      isFirst = false;
      setTimeout(() => response.end('ok'), 500);
    });
    const load = { port, request: toRequestBytes('/', 'k'), connections: 1, seconds: 1, ratePerSecond: 100 };
    const { latenciesMs } = await runLoad(load);
    // About fifty were due while nothing moved; waiting for answers would have sent, and counted, but one.
    expect(latenciesMs.filter((latencyMs) => latencyMs > 100).length).toBeGreaterThan(30);
    expect(Math.max(...latenciesMs)).toBeGreaterThan(450);
  });
});
