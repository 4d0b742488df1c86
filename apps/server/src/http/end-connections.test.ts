import { Agent, get } from 'node:http';
import { fastify } from 'fastify';
import { describe, expect, it } from 'vitest';
import { addEndConnections } from './end-connections.js';

describe('addEndConnections', () => {
  it('ends a connection with the answer that was under way on it when closing began', async () => {
    const app = fastify({ keepAliveTimeout: 60_000, forceCloseConnections: 'idle', return503OnClosing: false });
    addEndConnections(app);
    let answer = (): void => undefined;
    const begun = new Promise<void>((isBegun) => {
      app.get('/', async () => {
        isBegun();
        await new Promise<void>((resolve) => (answer = resolve));
        return 'done';
      });
    });
    const base = await app.listen({ port: 0, host: '127.0.0.1' });
    const agent = new Agent({ keepAlive: true });
    const status = new Promise((resolve) => {
      get(base, { agent }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
    });
    await begun;
    const closed = app.close();
    // Closing has looked for idle connections by then, and found this one busy.
    await new Promise((resolve) => setTimeout(resolve, 200));
    const startedAtMs = performance.now();
    answer();
    expect(await status).toBe(200);
    await closed;
    expect(performance.now() - startedAtMs).toBeLessThan(5_000);
    agent.destroy();
  });

  it('holds nothing up where there is no socket', async () => {
    const app = fastify();
    addEndConnections(app);
    await app.ready();
    await expect(app.close()).resolves.toBeUndefined();
  });
});
