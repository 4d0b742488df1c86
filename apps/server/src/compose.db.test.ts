import { hashApiKey } from '@memory-api/contract';
import { openSqliteStorage } from '@memory-api/storage';
import { describe, expect, it } from 'vitest';
import { createLogger } from './log.js';
import { createClient } from './testing/create-client.js';
import { createTestApp } from './testing/create-test-app.js';

const KEYS = '/v1/account/api-keys';
const CURRENT = `GET ${KEYS}/current`;

describe('a composed server', () => {
  it('writes when keys were used before it ends', async () => {
    const nowMs = Date.parse('2026-03-01T12:00:00.000Z');
    let lastUsedAtMs: number | null = null;
    const app = await createTestApp({
      nowMs: () => nowMs,
      decorateStorage: (storage) => ({
        ...storage,
        write: (body, options) => storage.write(body, options),
        health: () => storage.health(),
        stats: () => storage.stats(),
        async close() {
          lastUsedAtMs = (await storage.apiKeys.findByHash(hashApiKey(app.ownerKey)))?.key.lastUsedAtMs ?? null;
          await storage.close();
        },
      }),
    });
    await createClient(app.app)(CURRENT, { key: app.ownerKey });
    await app.close();
    expect(lastUsedAtMs).toBe(nowMs);
  });

  it('knows within a second of a change that a command beside it made', async () => {
    const app = await createTestApp();
    const call = createClient(app.app);
    const made = (await call(`POST ${KEYS}`, { key: app.ownerKey })).json.data;
    expect((await call(CURRENT, { key: made.key })).status).toBe(200);
    const logger = createLogger('silent', { write: () => {} });
    const beside = await openSqliteStorage({ dataDir: app.dataDir, exclusive: false, logger });
    const owner = await beside.organizations.getOwner();
    await beside.write((tx) => beside.apiKeys.revoke(tx, owner?.id ?? '', made.id, Date.now()));
    await beside.close();
    const answers = async () => (await call(CURRENT, { key: made.key })).json.error?.code ?? 'OK';
    await expect.poll(answers, { timeout: 1_000, interval: 50 }).toBe('API_KEY_DISABLED');
    await app.close();
  });

  it('switches an organization off and on again for all its keys', async () => {
    const app = await createTestApp();
    const call = createClient(app.app);
    const body = { name: 'Harbour Travel', email: 'dana@example.com' };
    const { key, id } = (await call('POST /v1/signup', { body })).json.data;
    const orgId = (await call('GET /v1/account', { key })).json.data.org_id;
    const codeOf = async () => (await call(`GET ${KEYS}/${id}`, { key })).json.error?.code ?? 'OK';
    for (const [isActive, code] of [
      [false, 'ORGANIZATION_DISABLED'],
      [true, 'OK'],
    ] as const) {
      await app.storage.write((tx) => app.storage.organizations.update(tx, orgId, { isActive }));
      await expect.poll(codeOf, { timeout: 1_000, interval: 50 }).toBe(code);
    }
    await app.close();
  });

  it('is not ready while it leaves, and answers nobody afterwards', async () => {
    const app = await createTestApp();
    const base = await app.app.listen({ host: '127.0.0.1', port: 0 });
    expect((await fetch(`${base}/readyz`)).status).toBe(200);
    await app.close();
    await expect(fetch(`${base}/readyz`)).rejects.toThrow('fetch failed');
  });
});
