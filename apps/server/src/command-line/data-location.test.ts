import { describe, expect, it } from 'vitest';
import { toDataLocation } from './data-location.js';

const database = {
  url: 'postgres://app@localhost:5432/memory',
  adminUrl: 'postgres://admin@localhost:5432/memory',
  poolSize: 10,
  statementTimeoutMs: 15_000,
  lockTimeoutMs: 5000,
};

describe('toDataLocation', () => {
  it('is the data directory where no database is set', () => {
    expect(toDataLocation({ dataDir: '/data', database: null })).toEqual({ engine: 'sqlite', dataDir: '/data' });
  });

  it('is the database where one is set, as its administrator, whatever the data directory', () => {
    const { adminUrl } = database;
    expect(toDataLocation({ dataDir: '/data', database })).toEqual({ engine: 'postgres', adminUrl });
  });
});
