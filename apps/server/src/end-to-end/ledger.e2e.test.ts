import { dirname, join } from 'node:path';
import { createApiKey } from '@memory-api/contract';
import { createTestDatabase, queryPostgres, readTestServers } from '@memory-api/storage/conformance';
import { afterEach, describe, expect, it } from 'vitest';
import {
  type CommandResult,
  cleanUp,
  MAIN_FILE,
  readOwnerKey,
  type RunningServer,
  runNode,
  startServer,
} from './server-process-fixture.js';

const servers = readTestServers();
afterEach(() => cleanUp());

describe('ledger:verify', () => {
  it('finds every sum to be that of its rows, beside a running server and after it was killed', async () => {
    const server = await startServer();
    await use(server, readOwnerKey(server.dataDir));
    const beside = await verify({ DATA_DIR: server.dataDir });
    expect([beside.code, beside.stdout]).toEqual([0, '']);
    expect(beside.stderr).toContain('1 organizations and environments compared: every sum is that of its rows.');
    await server.stop('SIGKILL');
    expect((await verify({ DATA_DIR: server.dataDir })).code).toBe(0);
  });

  it.skipIf(servers === null)('ends with 1 and says whose sum is off where one was changed', async () => {
    const database = await createTestDatabase(servers?.postgres18 ?? '');
    const env = { DATABASE_URL: database.url };
    const key = createApiKey('live');
    const server = await startServer({ env: { ...env, OWNER_KEY: key } });
    await use(server, key);
    expect((await verify(env)).code).toBe(0);
    const { data } = await server.call({ path: '/v1/account', key });
    await server.stop('SIGKILL');
    await queryPostgres(database.url, `update usage_deltas set calls = calls + 1 where operation = 'createMemory'`);
    await queryPostgres(database.url, `update usage_rollups set calls = calls + 1 where operation = 'createMemory'`);
    const found = await verify(env);
    expect(found.code).toBe(1);
    const line = new RegExp(`^${data.org_id} live (hour|day) \\S+Z createMemory key_\\w+: calls -\\d+$`);
    const lines = found.stdout.trimEnd().split('\n');
    expect(lines.length).toBeGreaterThanOrEqual(2);
    for (const text of lines) expect(text).toMatch(line);
    await database.drop();
  });

  it('says in one line what it does not take', async () => {
    const { code, stderr } = await verify({}, ['--all']);
    expect([code, stderr.split('\n')[0]]).toEqual([1, "Unknown option '--all'."]);
  });
});

function verify(env: Readonly<Record<string, string>>, args: readonly string[] = []): Promise<CommandResult> {
  return runNode([join(dirname(MAIN_FILE), 'commands/ledger-verify.js'), ...args], { env });
}

async function use(server: RunningServer, key: string): Promise<void> {
  for (const text of ['one', 'two', 'three']) {
    expect((await server.call({ method: 'POST', path: '/v1/memories', key, body: { text } })).status).toBe(201);
    expect((await server.call({ path: '/v1/memories', key })).status).toBe(200);
  }
}
