import { createApiKey } from '@memory-api/contract';
import { queryPostgres, readTestServers } from '@memory-api/storage/conformance';
import { afterEach, describe, expect, it } from 'vitest';
import { cleanUp, startInVain, startServer, toDatabaseSettings } from './server-process-fixture.js';

const servers = readTestServers();

describe.skipIf(servers === null)('a server on PostgreSQL', () => {
  afterEach(cleanUp);

  it('five that start at once on an empty database all come up, and share one owner', async () => {
    const env = await toDatabaseSettings(servers);
    const nodes = await Promise.all(Array.from({ length: 5 }, () => startServer({ env })));
    const key = env['OWNER_KEY'] ?? '';
    const body = { text: 'User has a boat named Aurora' };
    expect((await nodes[0]?.call({ method: 'POST', path: '/v1/memories', key, body }))?.status).toBe(201);
    for (const node of nodes) {
      const question = { context: 'What is the name of the boat?', relevance_threshold: 0 };
      const answer = await node.call({ method: 'POST', path: '/v1/query', key, body: question });
      expect(answer.data.memories.map(({ text }) => text)).toEqual([body.text]);
      expect(node.log()).not.toMatch(/ERROR|"level":50/);
    }
    const listed = await nodes[0]?.call({ path: '/v1/account/api-keys', key });
    expect(listed?.pagination.total).toBe(1);
  });

  it('says where its data is, without the password', async () => {
    const env = await toDatabaseSettings(servers);
    const url = new URL(env['DATABASE_URL'] ?? '');
    url.password = 'not-to-be-shown';
    const server = await startServer({ env: { ...env, DATABASE_URL: url.href } });
    expect(server.log()).toContain(`data in ${url.host}${url.pathname}`);
    expect(server.log()).not.toContain('not-to-be-shown');
    expect((await server.call({ path: '/health' })).status).toBe(200);
  });

  it('wants OWNER_KEY, and says so in one line', async () => {
    const { OWNER_KEY: _, ...env } = await toDatabaseSettings(servers);
    const { code, stderr } = await startInVain(env);
    expect([code, stderr.match(/\n/g)?.length]).toEqual([1, 1]);
    expect(stderr).toMatch(/^OWNER_KEY .*key:generate/);
  });

  it('refuses a database of a newer version, and one that is not there, in one line each', async () => {
    const env = await toDatabaseSettings(servers);
    const url = env['DATABASE_URL'] ?? '';
    await (await startServer({ env })).stop();
    await queryPostgres(url, "insert into schema_migrations values (9999, 'from-the-future', 0)");
    const missing = new URL(url);
    missing.pathname = 'no_such_database';
    for (const [databaseUrl, reason] of [
      [url, /newer version/],
      [missing.href, /no_such_database.*does not exist/],
    ] as const) {
      const { code, stderr } = await startInVain({ DATABASE_URL: databaseUrl, OWNER_KEY: createApiKey('live') });
      expect([code, stderr.match(/\n/g)?.length]).toEqual([1, 1]);
      expect(stderr).toMatch(reason);
    }
  });
});
