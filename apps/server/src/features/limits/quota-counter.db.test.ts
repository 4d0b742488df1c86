import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createLogger } from '../../log.js';
import { openSqliteTestStore } from '../../testing/open-test-store.js';
import { toDay } from './calendar.js';
import { createQuotaCounter } from './quota-counter.js';
import { isQuotaRefusal } from './tenant-counts.js';

const NOW = Date.UTC(2026, 2, 1, 12);
const logger = createLogger('silent', { write: () => {} });

/** Starts on a data directory, asks for requests all at once, and ends. Gives how many were let in. */
async function runOnce(dataDir: string, nodeId: string, asked: number, ends: 'well' | 'killed'): Promise<number> {
  const { storage } = await openSqliteTestStore(dataDir, logger);
  const fail = (error: unknown): never => {
    throw error;
  };
  const counter = createQuotaCounter({ storage, nodeId, nodes: 1, now: () => NOW, onError: fail });
  const period = { period: toDay(NOW), requests: 100, tokens: null, embeddings: null };
  const tenant = { orgId: 'org_a', environment: 'live' } as const;
  const quota = { tenant, tenantKey: 'org_a live', periods: [period], perMinute: 50 };
  await counter.take(quota, NOW);
  const outcomes = await Promise.all(Array.from({ length: asked - 1 }, async () => counter.take(quota, NOW)));
  if (ends === 'well') await counter.close();
  await storage.close();
  return 1 + outcomes.filter((outcome) => !isQuotaRefusal(outcome)).length;
}

it('a day is counted on after a restart, and after a kill', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'memory-api-'));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  expect(await runOnce(dataDir, 'first', 30, 'well')).toBe(30);
  expect(await runOnce(dataDir, 'second', 20, 'killed')).toBe(20);
  expect(await runOnce(dataDir, 'third', 60, 'well')).toBe(50);
});
