import { existsSync, readdirSync } from 'node:fs';
import { parseApiKey } from '@memory-api/contract';
import { describe, expect, it } from 'vitest';
import { toRecallSource, withStore } from './store-location.js';

describe('withStore', () => {
  it('gives an empty directory and the key of an owner, and removes the directory afterwards', async () => {
    const used = await withStore('sqlite', async ({ dataDir, ownerKey, databaseUrl }) => {
      expect(readdirSync(dataDir)).toEqual([]);
      expect(parseApiKey(ownerKey)).toEqual({ environment: 'live' });
      expect(databaseUrl ?? null).toBeNull();
      return dataDir;
    });
    expect(existsSync(used)).toBe(false);
  });

  it('makes another key for each store', async () => {
    const keyOf = (): Promise<string> => withStore('sqlite', async ({ ownerKey }) => ownerKey);
    expect(await keyOf()).not.toBe(await keyOf());
  });
});

describe('toRecallSource', () => {
  it.each([undefined, null])('reads SQLite from the data directory where the database is %s', (databaseUrl) => {
    const location = { dataDir: '/data', ownerKey: 'k', ...(databaseUrl === null && { databaseUrl }) };
    expect(toRecallSource(location)).toEqual({ engine: 'sqlite', dataDir: '/data' });
  });

  it('reads PostgreSQL in the place of the data directory', () => {
    const source = toRecallSource({ dataDir: '/data', ownerKey: 'k', databaseUrl: 'postgres://h/db' });
    expect(source).toMatchObject({ engine: 'postgres', url: 'postgres://h/db' });
    expect(source).not.toHaveProperty('dataDir');
  });
});
