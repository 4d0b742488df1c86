import { createApiKey } from '@memory-api/contract';
import { describe, expect, it } from 'vitest';
import { createHttpClient } from './http-client.js';
import { findFreePort, isOk, readCpuMs, startServer } from './server-process.js';
import { withDataDir } from './temp-dir.js';

describe('startServer', () => {
  it('starts the built server, ready to take its key, and stops it', async () => {
    await withDataDir(async (dataDir) => {
      const ownerKey = createApiKey('live');
      const server = await startServer({ dataDir, ownerKey });
      const client = createHttpClient({ port: server.port, key: ownerKey, connections: 1 });
      expect(await client.sendOk({ method: 'GET', path: '/v1/memories/count' })).toEqual({ count: 0 });
      expect(server.residentBytes()).toBeGreaterThan(20e6);
      expect(readCpuMs(server.pid)).toBeGreaterThan(0);
      client.close();
      await server.stop();
      expect(await isOk(`${server.baseUrl}/livez`)).toBe(false);
      await server.stop();
    });
  }, 60_000);

  it('starts again on what a killed server left', async () => {
    await withDataDir(async (dataDir) => {
      const ownerKey = createApiKey('live');
      const killed = await startServer({ dataDir, ownerKey });
      await killed.kill();
      const next = await startServer({ dataDir, ownerKey });
      expect(await isOk(`${next.baseUrl}/readyz`)).toBe(true);
      await next.stop();
    });
  }, 60_000);

  it('says what the server said when it ends while starting', async () => {
    await withDataDir(async (dataDir) => {
      const start = startServer({ dataDir, ownerKey: createApiKey('live'), env: { RETENTION_DAYS: 'many' } });
      await expect(start).rejects.toThrow(/RETENTION_DAYS/);
    });
  }, 60_000);
});

describe('findFreePort', () => {
  it('finds another port each time', async () => {
    const ports = new Set(await Promise.all([findFreePort(), findFreePort(), findFreePort()]));
    expect(ports.size).toBe(3);
  });
});
