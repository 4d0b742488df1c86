import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openRecallSource, StorageOpenError, type StorageLogger } from '@memory-api/storage';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigError } from './config.js';
import { openStorage, toPostgresLocation, type OpenedStorage } from './open-storage.js';

const logger: StorageLogger = { info: () => {}, warn: () => {}, error: () => {} };
const database = {
  url: 'postgres://app@127.0.0.1:1/memory',
  adminUrl: 'postgres://app@127.0.0.1:1/memory',
  poolSize: 7,
  statementTimeoutMs: 15_000,
  lockTimeoutMs: 5000,
};

describe('toPostgresLocation', () => {
  it('tells storage where the database is, and how long it may wait there', () => {
    expect(toPostgresLocation(database)).toEqual({
      url: database.url,
      poolSize: 7,
      timeouts: { statementMs: 15_000, lockMs: 5000 },
    });
  });

  it("keeps the administrator's way in from what is served with", () => {
    const location = toPostgresLocation({ ...database, adminUrl: 'postgres://admin:secret@127.0.0.1:1/memory' });
    expect(JSON.stringify(location)).not.toContain('admin');
  });
});

describe('openStorage', () => {
  let root = '';
  let dataDir = '';
  const opened: OpenedStorage[] = [];
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'open-storage-'));
    dataDir = join(root, 'deep', 'data');
  });
  afterEach(async () => {
    for (const { storage } of opened.splice(0)) await storage.close();
    rmSync(root, { recursive: true });
  });

  async function open(): Promise<OpenedStorage> {
    const one = await openStorage({ dataDir, database: null }, { logger });
    opened.push(one);
    return one;
  }

  it('makes the data directory, for its owner alone, and an empty store in it', async () => {
    const { storage } = await open();
    expect(statSync(dataDir).mode & 0o777).toBe(0o700);
    expect(await storage.apiKeys.findByHash('f'.repeat(64))).toBeNull();
  });

  it('tells recall workers to read the directory that it opened', async () => {
    const { source } = await open();
    expect(source).toEqual({ engine: 'sqlite', dataDir });
    const reader = await openRecallSource(source);
    const page = await reader.changesSince({ orgId: 'org_a', environment: 'live' }, 'a', null, { limit: 1 });
    await reader.close();
    expect(page.changes).toEqual([]);
  });

  it('has the directory to itself until it is closed', async () => {
    const { storage } = await open();
    await expect(open()).rejects.toThrow(StorageOpenError);
    await storage.close();
    opened.length = 0;
    await expect(open()).resolves.toMatchObject({ source: { dataDir } });
  });

  it('names DATA_DIR where no directory can be made', async () => {
    writeFileSync(join(root, 'deep'), '');
    await expect(open()).rejects.toThrow(ConfigError);
    await expect(open()).rejects.toThrow(/^DATA_DIR [^\n]+$/);
  });
});
