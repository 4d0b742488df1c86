import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import type { Answer } from '../abuse/answer-fixture.js';
import { cleanUp, describeServers, type RunningServer } from './server-process-fixture.js';

const WRITERS = 16;
const LEAVE_MS = 10_000;

/** What became of the writes of a server that ended under them. */
interface Outcome {
  readonly acknowledged: readonly string[];
  /** Answers that are neither a success nor the refusal of a server that leaves. */
  readonly odd: readonly Answer[];
}

/** Writes on many connections. Resolves once that is well under way; `gone` does when the server has ended. */
async function writeUntilGone(server: RunningServer, key: string): Promise<{ readonly gone: Promise<Outcome> }> {
  const acknowledged: string[] = [];
  const odd: Answer[] = [];
  let count = 0;
  const write = async (): Promise<void> => {
    for (;;) {
      const body = { text: `User noted the number ${(count += 1)}` };
      const answer = await server.call({ method: 'POST', path: '/v1/memories', key, body }).catch(toNetworkFault);
      if (answer === null) return;
      if (answer.status === 201) acknowledged.push(answer.data.id);
      else if (answer.code !== 'SHUTTING_DOWN') odd.push(answer);
      if (answer.status === 503) return;
    }
  };
  const gone = Promise.all(Array.from({ length: WRITERS }, write)).then(() => ({ acknowledged, odd }));
  // The first of them wait for the model to be loaded.
  while (acknowledged.length < 4 * WRITERS) await sleep(20);
  return { gone };
}

function toNetworkFault(error: unknown): null {
  // What `fetch` throws where there is no answer to be had.
  expect(error).toBeInstanceOf(TypeError);
  return null;
}

async function expectAllThere(server: RunningServer, key: string, ids: readonly string[]): Promise<void> {
  const found = new Set<string>();
  let cursor: string | null = '';
  while (cursor !== null) {
    const from: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const page: Answer = await server.call({ path: `/v1/memories?per_page=100${from}`, key });
    for (const { id } of page.items) found.add(id);
    cursor = page.pagination.next_cursor;
  }
  expect(ids.filter((id) => !found.has(id))).toEqual([]);
}

describeServers('the end of a process', (startServer) => {
  afterEach(cleanUp);

  it('SIGTERM under load finishes what is under way, loses nothing, and leaves in time', async () => {
    const server = await startServer();
    const key = server.ownerKey;
    const { gone } = await writeUntilGone(server, key);
    const { code, durationMs } = await server.stop('SIGTERM');
    const { acknowledged, odd } = await gone;
    expect(code).toBe(0);
    // Not as late as it may: connections that their clients keep alive go with their last answer.
    expect(durationMs).toBeLessThan(LEAVE_MS / 2);
    expect(odd).toEqual([]);
    await expectAllThere(await startServer({ env: server.env }), key, acknowledged);
  });

  it('a request that has begun when SIGTERM comes is answered', async () => {
    const server = await startServer();
    const key = server.ownerKey;
    // Twenty thousand characters take the embedder long enough to be under way.
    const body = { text: 'a long story about boats and harbours '.repeat(520) };
    const slow = server.call({ method: 'POST', path: '/v1/memories', key, body });
    await sleep(300);
    const [answer, { code }] = await Promise.all([slow, server.stop('SIGTERM')]);
    expect([answer.status, code]).toEqual([201, 0]);
  });

  it('a SIGINT that comes twice, as npm passes on what the terminal sends to both, is one', async () => {
    const server = await startServer();
    const key = server.ownerKey;
    const body = { text: 'a long story about boats and harbours '.repeat(520) };
    const slow = server.call({ method: 'POST', path: '/v1/memories', key, body });
    await sleep(300);
    const stopped = server.stop('SIGINT');
    await sleep(50);
    process.kill(server.pid, 'SIGINT');
    const [answer, { code }] = await Promise.all([slow, stopped]);
    expect([answer.status, code]).toEqual([201, 0]);
  });

  it('connections that are open and silent do not hold up the end, which SIGINT brings as well', async () => {
    const server = await startServer();
    await server.call({ path: '/health' });
    const { connect } = await import('node:net');
    const sockets = Array.from({ length: 20 }, () => connect({ port: server.port, host: '127.0.0.1' }));
    for (const [at, socket] of sockets.entries()) {
      socket.on('error', () => socket.destroy());
      if (at % 2 === 0) socket.write('GET /health HTTP/1.1\r\nHost: x\r\n');
    }
    await sleep(300);
    const { code, durationMs } = await server.stop('SIGINT');
    for (const socket of sockets) socket.destroy();
    expect(code).toBe(0);
    expect(durationMs).toBeLessThan(LEAVE_MS);
  });

  it('after kill -9 the next start finds every acknowledged write, and no lock in its way', async () => {
    const server = await startServer();
    const key = server.ownerKey;
    const { gone } = await writeUntilGone(server, key);
    await server.stop('SIGKILL');
    const { acknowledged } = await gone;
    const again = await startServer({ env: server.env });
    await expectAllThere(again, key, acknowledged);
    const body = { context: 'Which number did the user note?', relevance_threshold: 0, max_memories: 1 };
    const asked = await again.call({ method: 'POST', path: '/v1/query', key, body });
    expect(asked.data.memories).toHaveLength(1);
  });
});
