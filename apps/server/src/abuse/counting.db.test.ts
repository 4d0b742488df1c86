import { afterEach, beforeEach, expect, it } from 'vitest';
import { composeBilling } from '../compose-billing.js';
import { parseConfig } from '../config.js';
import { createLogger } from '../log.js';
import { createClient } from '../testing/create-client.js';
import { createPlans } from '../plans/plans.js';
import { writePlansFile } from '../testing/plans-file-fixture.js';
import type { Answer } from './answer-fixture.js';
import { describeOnEveryEngine } from './engines-fixture.js';
import { createWorld, MEMORIES, type Account, type World } from './world-fixture.js';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const PLANS = writePlansFile({ paid: { calls: 3, tokens: 5, basePriceCents: 3100, hasOverage: true } });

// Case 62 has a third part: a server killed between work and answer. `npm run bench -- ledger` kills one, and
// `ledger.e2e.test.ts` in ../end-to-end.
describeOnEveryEngine('abuse: counting', (engine) => {
  let world: World;
  let account: Account;

  beforeEach(async () => {
    world = await createWorld(engine, { config: { billing: 'on', defaultPlan: 'paid', plansFile: PLANS } });
    await issueAll();
    account = await world.signUp();
  });
  afterEach(() => world.close());

  const read = async (url: string, key = account.key) =>
    (await createClient(world.app)(`GET ${url}`, { key })).json.data;
  const countLedger = async (operation: string): Promise<number> => {
    const tenant = { orgId: account.orgId, environment: 'live' } as const;
    const fromMs = world.clock.nowMs - (world.clock.nowMs % DAY_MS);
    const rows = await world.storage.usage.days(tenant, { fromMs, toMs: fromMs + DAY_MS }, 'operation');
    return rows.filter((row) => row.operation === operation).reduce((sum, { calls }) => sum + calls, 0);
  };

  /** What the server does every five minutes. */
  async function issueAll(): Promise<void> {
    const defaults = parseConfig({}, { isTerminal: false, memoryBytes: 2 ** 30 });
    const config = { ...defaults, billing: 'on' as const, defaultPlan: 'paid', plansFile: PLANS };
    const logger = createLogger('silent', { write: () => {} });
    const parts = { config, storage: world.storage, plans: createPlans(config), now: () => world.clock.nowMs, logger };
    const { invoicer } = composeBilling(parts);
    await invoicer?.issueAll();
    await invoicer?.close();
  }

  it("62 the caller's own request id, the same a hundred times, is a hundred rows", async () => {
    const headers = { 'x-request-id': 'mine', 'x-client-request-id': 'mine' };
    await Promise.all(Array.from({ length: 100 }, () => world.call({ url: MEMORIES, key: account.key, headers })));
    expect(await countLedger('listMemories')).toBe(100);
  });

  it('62 the same Idempotency-Key a hundred times at once is one effect and one row', async () => {
    const call = {
      method: 'POST' as const,
      url: MEMORIES,
      key: account.key,
      headers: { 'idempotency-key': 'once' },
      body: { text: 'Ada keeps bees' },
    };
    const send = async (): Promise<Answer> => {
      for (;;) {
        const answer = await world.call(call);
        if (answer.code !== 'IDEMPOTENCY_IN_PROGRESS') return answer;
      }
    };
    const answers = await Promise.all(Array.from({ length: 100 }, send));
    expect(new Set(answers.map(({ status, data }) => `${status} ${data.id}`)).size).toBe(1);
    expect((await read(`${MEMORIES}/count`)).count).toBe(1);
    // Those that came while the first was under way never reached the handler, and the replays are free.
    expect(await countLedger('createMemory')).toBe(1);
    const { current } = await read('/v1/usage');
    expect(current.memories_written).toBe(1);
  });

  it.each(['-1', '1e9', 'NaN', 'Infinity', '1.5', '9007199254740993', '0x10', '1,000', "1'; drop table ledger"])(
    '63 a quantity of %s is refused, or taken as the number that it is',
    async (value) => {
      const text = encodeURIComponent(value);
      for (const url of [
        `/v1/usage/history?days=${text}`,
        `/v1/usage/export?days=${text}`,
        `/v1/billing/invoices?per_page=${text}`,
      ]) {
        expect([url, (await world.call({ url, key: account.key })).code]).toEqual([url, 'VALIDATION_ERROR']);
      }
      const credit = {
        method: 'POST' as const,
        url: `/v1/operator/organizations/${account.orgId}/credits`,
        key: world.ownerKey,
      };
      for (const amount of [value, Number(value), -1, 0, 0.5, 1e300]) {
        if (Number.isSafeInteger(amount) && Number(amount) > 0 && Number(amount) < 1e13) continue;
        const body = { amount_cents: amount, note: 'Odd' };
        expect([amount, (await world.call({ ...credit, body })).code]).toEqual([amount, 'VALIDATION_ERROR']);
      }
      expect(await world.storage.credits.list(account.orgId)).toEqual([]);
    },
  );

  it('63 ids with separators in them keep their sums apart, and money is whole cents however much is used', async () => {
    const odd = ['a b', 'a', 'b c', 'a b c', 'a|b', 'a,b', "a'b", 'a\tb', ''];
    const tenant = { orgId: account.orgId, environment: 'live' } as const;
    const entries = odd.flatMap((keyId, i) =>
      odd.map((operation, j) => ({
        tenant,
        requestId: `req_odd_${i}_${j}`,
        keyId,
        operation,
        atMs: world.clock.nowMs - 10,
        status: 200,
        calls: 2 ** (i % 3),
        tokensInput: 10 ** 12 + i * 7 + j,
        tokensOutput: 0,
        memoriesRead: 0,
        memoriesWritten: 0,
        embeddings: 3,
        modelCalls: 0,
        modelTokensInput: 0,
        processingUs: 0,
      })),
    );
    await world.storage.write((tx) => world.storage.ledger.appendMany(tx, entries));
    const fromMs = world.clock.nowMs - (world.clock.nowMs % DAY_MS);
    const rows = await world.storage.usage.days(tenant, { fromMs, toMs: fromMs + DAY_MS }, 'both');
    const found = rows.filter(({ tokensInput }) => tokensInput >= 10 ** 12);
    expect(found).toHaveLength(odd.length ** 2);
    for (const [i, keyId] of odd.entries()) {
      for (const [j, operation] of odd.entries()) {
        const own = found.filter((row) => row.keyId === keyId && row.operation === operation);
        expect(own).toMatchObject([{ calls: 2 ** (i % 3), tokensInput: 10 ** 12 + i * 7 + j }]);
      }
    }
    for (const url of [
      '/v1/usage',
      '/v1/usage/history?group_by=api_key',
      '/v1/usage/history?group_by=endpoint',
      '/v1/usage/projection',
      '/v1/billing/preview',
    ]) {
      const amounts = toCents(await read(url));
      expect([url, amounts.length > 0]).toEqual([url, true]);
      for (const cents of amounts) expect([url, Number.isSafeInteger(cents)]).toEqual([url, true]);
    }
  });

  it('64 history, summary, export and invoice of a whole month are the same, and test keys cost nothing', async () => {
    const sandbox = (await world.makeKey(account.key, { environment: 'test' })).key;
    for (let day = 0; day < 28; day += 9) {
      world.clock.nowMs += 9 * DAY_MS;
      for (let times = 0; times < 4; times += 1) {
        await world.remember(account.key, { text: `Ada keeps ${day + times} bees and feeds them` });
        await world.remember(sandbox, { text: 'The sandbox has bees, too' });
      }
    }
    // The last moment of March, then the hour at which it is billed.
    world.clock.nowMs = Date.UTC(2026, 3, 1) - 1;
    const summary = (await read('/v1/usage')).current;
    expect((await read('/v1/usage?environment=test')).current.estimated_cost_cents).toBe(0);
    world.clock.nowMs = Date.UTC(2026, 3, 1) + HOUR_MS;
    await issueAll();
    const [invoice] = await read('/v1/billing/invoices');
    expect(invoice).toMatchObject({ period: '2026-03', number: 1, status: 'issued' });
    expect(invoice.base_price_cents).toBeGreaterThan(3000);
    const costOf = async (rows: Promise<WireRow[]>): Promise<number> =>
      (await rows)
        .filter(({ date }) => date.startsWith('2026-03'))
        .reduce((sum, { cost_cents: cents }) => sum + cents, 0);
    const history = async (grouping: string): Promise<WireRow[]> =>
      (await read(`/v1/usage/history?days=40${grouping}`)).history;
    const exported = { url: '/v1/usage/export?days=40&format=json', key: account.key };
    const file = world.call(exported).then(({ text }) => JSON.parse(text) as WireRow[]);
    const costs = [
      await costOf(history('')),
      await costOf(history('&group_by=endpoint')),
      await costOf(history('&group_by=api_key')),
      await costOf(file),
    ];
    expect(costs).toEqual(costs.map(() => invoice.total_cents));
    // The summary was asked a millisecond before the end, and was itself not yet counted.
    expect(Math.abs(summary.estimated_cost_cents - invoice.total_cents)).toBeLessThanOrEqual(1);
    const sandboxDays = (await read('/v1/usage/history?days=40&environment=test')).history;
    expect(sandboxDays.reduce((sum: number, { cost_cents: cents }: WireRow) => sum + cents, 0)).toBe(0);
  });
});

interface WireRow {
  readonly date: string;
  readonly cost_cents: number;
}

/** Every amount of money in an answer. */
function toCents(value: unknown): readonly number[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) =>
    name.endsWith('_cents') ? [Number(member)] : toCents(member),
  );
}
