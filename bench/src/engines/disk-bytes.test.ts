import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSqliteBytes } from './disk-bytes.js';

describe('readSqliteBytes', () => {
  let dataDir = '';
  beforeEach(() => void (dataDir = mkdtempSync(join(tmpdir(), 'disk-bytes-'))));
  afterEach(() => rmSync(dataDir, { recursive: true }));

  it('counts the database and its log of writes, and nothing that lies beside them', () => {
    writeFileSync(join(dataDir, 'memory-api.db'), 'x'.repeat(100));
    writeFileSync(join(dataDir, 'memory-api.db-wal'), 'x'.repeat(20));
    writeFileSync(join(dataDir, 'memory-api.db-shm'), 'x'.repeat(3));
    writeFileSync(join(dataDir, 'server.lock'), 'x'.repeat(4));
    expect(readSqliteBytes({ dataDir, ownerKey: 'k' })).toBe(120);
  });

  it('is nothing of a directory without a database', () => {
    expect(readSqliteBytes({ dataDir, ownerKey: 'k' })).toBe(0);
  });
});
