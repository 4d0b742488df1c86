import { connect, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { ApiError } from '@memory-api/contract';
import type { Storage } from '@memory-api/storage';
import { expect, it, onTestFinished } from 'vitest';
import { writePlansFile } from '../testing/plans-file-fixture.js';
import { describeOnEveryEngine, type TestEngine } from './engines-fixture.js';
import { createWorld, MEMORIES } from './world-fixture.js';

const COUNT = `${MEMORIES}/count`;

/** What counting memories does to a request. */
type Behaviour = 'answers' | 'fails' | 'hangs';

/** A server on a socket whose plan lets two requests be under way; reads of the number of memories do as they are told. */
async function createSlotWorld(engine: TestEngine) {
  let behaviour: Behaviour = 'answers';
  let hanging = 0;
  let letGo = (): void => undefined;
  const gate = new Promise<void>((resolve) => (letGo = resolve));
  const decorateStorage = (storage: Storage): Storage => ({
    ...storage,
    memories: {
      ...storage.memories,
      async count(...parameters) {
        if (behaviour === 'fails') throw new ApiError({ code: 'STORAGE_UNAVAILABLE' });
        if (behaviour === 'hangs') {
          hanging += 1;
          await gate;
          hanging -= 1;
        }
        return storage.memories.count(...parameters);
      },
    },
  });
  const config = { plansFile: writePlansFile({ two: { atOnce: 2 } }), defaultPlan: 'two' };
  const world = await createWorld(engine, { config, decorateStorage });
  await world.app.listen({ host: '127.0.0.1', port: 0 });
  onTestFinished(async () => {
    letGo();
    await world.close();
  });
  const { key } = await world.signUp();
  const { port } = world.app.server.address() as AddressInfo;
  const head = `Host: localhost\r\nAuthorization: Bearer ${key}\r\n`;
  return {
    world,
    key,
    let: (next: Behaviour) => (behaviour = next),
    letGo,
    hanging: () => hanging,
    count: () => world.call({ url: COUNT, key }),
    send: (...requests: readonly string[]): Socket => {
      const socket = connect({ host: '127.0.0.1', port });
      socket.on('error', () => socket.destroy()).resume();
      socket.write(requests.map((request) => request.replace('HEAD', head)).join(''));
      return socket;
    },
  };
}

const GET_COUNT = `GET ${COUNT} HTTP/1.1\r\nHEAD\r\n`;

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await pause(10);
}

describeOnEveryEngine('the slot of a request', (engine) => {
  it('57 comes back after each success and each failure, of whatever kind', async () => {
    const { world, key, count, let: behave } = await createSlotWorld(engine);
    for (let sent = 0; sent < 6; sent += 1) {
      behave('answers');
      expect(await count()).toMatchObject({ status: 200 });
      behave('fails');
      expect(await count()).toMatchObject({ status: 503 });
      const others = [
        await world.call({ url: `${MEMORIES}/nothing`, key }),
        await world.call({ url: '/v1/nowhere', key }),
        await world.call({ method: 'POST', url: MEMORIES, key, body: 'not JSON' }),
        await world.call({ method: 'POST', url: MEMORIES, key, body: {}, headers: { 'content-type': 'text/plain' } }),
        await world.call({ method: 'DELETE', url: MEMORIES, key }),
      ];
      expect(others.map(({ status }) => status)).toEqual([404, 404, 400, 415, 400]);
    }
  });

  it('57 comes back when the caller goes away, though his request is still at work', async () => {
    const { count, send, hanging, let: behave } = await createSlotWorld(engine);
    behave('hangs');
    const sockets = [send(GET_COUNT), send(GET_COUNT)];
    await until(() => hanging() === 2);
    behave('answers');
    expect(await count()).toMatchObject({ code: 'CONCURRENT_LIMIT_EXCEEDED' });
    for (const socket of sockets) socket.destroy();
    await until(async () => (await count()).status === 200);
    expect(hanging()).toBe(2);
  });

  it('57 comes back for requests that wait behind another of their connection', async () => {
    const { count, send, hanging, letGo, let: behave } = await createSlotWorld(engine);
    behave('hangs');
    const socket = send(GET_COUNT, GET_COUNT);
    await until(() => hanging() === 2);
    behave('answers');
    expect(await count()).toMatchObject({ code: 'CONCURRENT_LIMIT_EXCEEDED' });
    socket.destroy();
    await until(async () => (await count()).status === 200);
    letGo();
    await until(() => hanging() === 0);
    // Given back once: two at a time, and no third.
    behave('hangs');
    expect(await Promise.all([count(), count(), count()])).toMatchObject([
      { status: 200 },
      { status: 200 },
      { code: 'CONCURRENT_LIMIT_EXCEEDED' },
    ]);
  });

  it('57 comes back when the body never arrives: the time for it is over', async () => {
    const { world, count, send, key } = await createSlotWorld(engine);
    const slow = `POST ${MEMORIES} HTTP/1.1\r\nHEADContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{`;
    world.app.server.headersTimeout = 400;
    world.app.server.requestTimeout = 500;
    const sockets = [send(slow), send(slow)];
    // A look at the slots takes one of them: not before both are in.
    const { server } = world.app;
    const countConnections = promisify(server.getConnections.bind(server));
    await until(async () => (await countConnections()) === 2);
    await pause(300);
    expect(await count()).toMatchObject({ code: 'CONCURRENT_LIMIT_EXCEEDED' });
    // Nobody hangs up here: the server does.
    await until(async () => (await count()).status === 200);
    expect(await world.call({ url: COUNT, key })).toMatchObject({ status: 200 });
    for (const socket of sockets) socket.destroy();
  }, 40_000);
});
