import { createApiKey } from '@memory-api/contract';
import { queryPostgres, readTestServers } from '@memory-api/storage/conformance';
import { afterEach, describe, expect, it } from 'vitest';
import { writePlansFile } from '../testing/plans-file-fixture.js';
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

  it('keeps no file of plans of a start that could not listen: the other nodes would price by it', async () => {
    const env = await toDatabaseSettings(servers);
    const first = await startServer({ env: { ...env, PLANS_FILE: writePlansFile({ free: { basePriceCents: 1 } }) } });
    const other = { ...env, PLANS_FILE: writePlansFile({ free: { basePriceCents: 2 } }) };
    const countEditions = async (): Promise<number> =>
      (await queryPostgres(env['DATABASE_URL'] ?? '', "select 1 from settings where name ~ '^price_edition_'")).length;
    const { code, stderr } = await startInVain({ ...other, PORT: String(first.port) });
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^PORT \d+ of .* is in use/)]);
    expect(await countEditions()).toBe(1);
    await startServer({ env: other });
    expect(await countEditions()).toBe(2);
  });

  it('does not begin to keep files of plans without a plan that was left this month', async () => {
    const settings = await toDatabaseSettings(servers);
    const url = settings['DATABASE_URL'] ?? '';
    const whole = writePlansFile({ free: {}, gold: {} });
    const lacking = writePlansFile({ free: {} });
    const env = { ...settings, SIGNUP: 'open', BILLING: 'on', DEFAULT_PLAN: 'free', PLANS_FILE: whole };
    const before = await startServer({ env });
    const body = { name: 'Ada', email: 'ada@example.com', plan_id: 'gold' };
    const { data } = await before.call({ method: 'POST', path: '/v1/signup', body });
    await before.stop();
    // As a server left it that kept no files: its customer has gone to another plan since.
    await queryPostgres(url, "delete from settings where name like 'price_edition%'");
    await queryPostgres(url, "update organizations set plan_id = 'free' where plan_id = 'gold'");
    await queryPostgres(
      url,
      `insert into plan_changes (org_id, seq, from_plan_id, plan_id, decided_at_ms, starts_at_ms)
       select org_id, 1, 'gold', 'free', ${Date.now()}, ${Date.now()} from organizations where email = 'ada@example.com'`,
    );
    const { code, stderr } = await startInVain({ ...env, PLANS_FILE: lacking });
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^PLANS_FILE .* lacks gold: .*for one start/)]);
    await (await startServer({ env })).stop();
    const after = await startServer({ env: { ...env, PLANS_FILE: lacking } });
    expect((await after.call({ path: '/v1/usage', key: data.key })).status).toBe(200);
    expect(after.log()).not.toMatch(/gold/);
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
