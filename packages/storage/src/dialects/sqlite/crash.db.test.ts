import { rmSync } from 'node:fs';
import { setTimeout as pauseFor } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { NOW, TENANT } from '../../conformance/storage-fixture.js';
import { openSqliteStorage } from './open-sqlite-storage.js';
import { makeDataDirectory, querySqlite, silentLogger } from './sqlite-fixture.js';
import { killWriter, startWriter } from './start-writer-fixture.js';

const ROUNDS = 4;

it('keeps every answered memory once, and opens again, however often its server is killed', async () => {
  const dataDir = makeDataDirectory();
  const answered: string[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const writer = await startWriter(dataDir, `r${round}`);
    await pauseFor(100 + Math.random() * 300);
    await killWriter(writer);
    answered.push(...writer.answered);
    await expectAll(dataDir, answered);
  }
  expect(answered.length).toBeGreaterThan(ROUNDS * 20);
  rmSync(dataDir, { recursive: true });
});

async function expectAll(dataDir: string, answered: readonly string[]): Promise<void> {
  const storage = await openSqliteStorage({ dataDir, exclusive: true, logger: silentLogger });
  const count = await storage.memories.count(TENANT, null, {}, NOW);
  await storage.close();
  const kept = querySqlite(dataDir, 'select id, text from memories');
  const ids = new Set(kept.map(({ id }) => String(id)));
  expect(answered.filter((id) => !ids.has(id))).toEqual([]);
  expect(kept.every(({ id, text }) => String(text).startsWith(`${String(id)} `))).toBe(true);
  expect(count).toBe(kept.length);
  expect(querySqlite(dataDir, `select count(*) as versions from memory_versions`)).toEqual([{ versions: kept.length }]);
  expect(querySqlite(dataDir, 'select revision, seq from namespaces')).toEqual([
    { revision: kept.length, seq: kept.length },
  ]);
  expect(querySqlite(dataDir, 'pragma integrity_check')).toEqual([{ integrity_check: 'ok' }]);
}
