import { readTestServers } from '@memory-api/storage/conformance';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { querySql, withDatabase, withPostgresServer } from './postgres-cluster.js';

const servers = readTestServers();

afterEach(() => vi.unstubAllEnvs());

describe.skipIf(servers === null)('withPostgresServer', () => {
  it('starts a durable server, with PgBouncer where it is asked for, and stops both', async () => {
    const urls: string[] = [];
    await withPostgresServer(async ({ url, startPgBouncer }) => {
      expect(await querySql(url, "select current_setting('fsync'), current_setting('full_page_writes')")).toEqual([
        ['on', 'on'],
      ]);
      const pooled = await startPgBouncer(url);
      expect(await querySql(String(pooled), 'select 1')).toEqual([['1']]);
      urls.push(url, String(pooled));
    });
    for (const url of urls) await expect(querySql(url, 'select 1')).rejects.toThrow(/refused/);
  });

  it('stops its server also after a failure', async () => {
    let used = '';
    const failing = withPostgresServer(async ({ url }) => {
      used = url;
      throw new RangeError('it stopped');
    });
    await expect(failing).rejects.toThrow('it stopped');
    await expect(querySql(used, 'select 1')).rejects.toThrow(/refused/);
  });

  it('takes the server that is named, makes databases on it, and leaves it as it was', async () => {
    const named = servers?.postgres18 ?? '';
    vi.stubEnv('BENCH_DATABASE_URL', named);
    const name = await withPostgresServer(({ url }) =>
      withDatabase(url, async (databaseUrl) => {
        expect(url).toBe(named);
        const [[database = ''] = []] = await querySql(databaseUrl, 'select current_database()');
        return database;
      }),
    );
    expect(name).toMatch(/^memory_api_bench_/);
    expect(await querySql(named, `select from pg_database where datname = '${name}'`)).toEqual([]);
  });

  it('starts no PgBouncer before a server that wants a password', async () => {
    await withPostgresServer(async ({ startPgBouncer }) => {
      expect(await startPgBouncer('postgres://user:secret@127.0.0.1:1/database')).toBeNull();
    });
  });
});
