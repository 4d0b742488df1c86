import { text } from 'node:stream/consumers';
import { NO_AMOUNTS, type ApiKeyRecord, type UsageDay } from '@memory-api/storage';
import { describe, expect, it } from 'vitest';
import { SELF_HOSTED_PLAN } from '../../plans/plan.js';
import type { DayCosts } from '../../pricing/account-costs.js';
import { createUsageService } from './usage-service.js';
import { exportUsage, type UsageExportParts } from './usage-export.js';

const NOW = Date.UTC(2026, 0, 15, 10, 30);
const DAY: UsageDay = {
  dayMs: Date.UTC(2026, 0, 15),
  operation: 'queryMemories',
  keyId: 'key_1',
  ...NO_AMOUNTS,
  calls: 12,
  tokensInput: 96,
  memoriesRead: 40,
  embeddings: 12,
};
const REQUEST = {
  organization: { id: 'org_a', planId: 'self-hosted', createdAtMs: 0 },
  plan: SELF_HOSTED_PLAN,
  environment: 'live' as const,
  nowMs: NOW,
};

const toDays = (costCents: number): DayCosts => ({
  of: () => costCents,
  share: (_dayMs, groups) => groups.map((_, at) => (at === 0 ? costCents : 0)),
});

function toParts(used: readonly UsageDay[], costCents = 0): UsageExportParts {
  const key = { id: 'key_1', name: 'Booking service' } as unknown as ApiKeyRecord;
  return {
    usage: { days: async (_tenant, { fromMs, toMs }) => used.filter(({ dayMs }) => dayMs >= fromMs && dayMs < toMs) },
    apiKeys: { list: async () => ({ items: [key], total: 1, nextCursor: null }) },
    costs: { soFar: async () => 0, projected: async () => 0, byDay: async () => toDays(costCents) },
  };
}

describe('a file of usage', () => {
  it('has a line for each day, endpoint and key as CSV', async () => {
    const file = exportUsage(toParts([DAY]), REQUEST, { days: 2, format: 'csv', showsKeyNames: true });
    expect([file.name, file.contentType]).toEqual(['usage-2026-01-14-2026-01-15.csv', 'text/csv; charset=utf-8']);
    expect(await text(file.stream)).toBe(
      'date,endpoint,api_key_id,api_key_name,api_calls,tokens_input,tokens_output,memories_read,memories_written,embeddings_generated,cost_cents\r\n' +
        '2026-01-15,POST /v1/query,key_1,Booking service,12,96,0,40,0,12,0\r\n',
    );
  });

  it('has an object for each as JSON', async () => {
    const file = exportUsage(toParts([DAY, { ...DAY, keyId: 'key_2' }]), REQUEST, {
      days: 1,
      format: 'json',
      showsKeyNames: true,
    });
    expect(JSON.parse(await text(file.stream))).toMatchObject([
      { date: '2026-01-15', endpoint: 'POST /v1/query', api_key_id: 'key_1', api_key_name: 'Booking service' },
      { api_key_id: 'key_2', api_key_name: null, api_calls: 12 },
    ]);
  });

  it('has a line for a day that costs something though nothing was used', async () => {
    const file = exportUsage(toParts([DAY], 158), REQUEST, { days: 2, format: 'csv', showsKeyNames: true });
    expect((await text(file.stream)).split('\r\n').slice(1, 3)).toEqual([
      '2026-01-14,,,,0,0,0,0,0,0,158',
      '2026-01-15,POST /v1/query,key_1,Booking service,12,96,0,40,0,12,158',
    ]);
  });

  it('keeps the names of keys from those who may not list them', async () => {
    const file = exportUsage(toParts([DAY]), REQUEST, { days: 1, format: 'json', showsKeyNames: false });
    expect(JSON.parse(await text(file.stream))).toMatchObject([{ api_key_id: 'key_1', api_key_name: null }]);
  });

  it('lets other requests have their turn while it is written', async () => {
    const many = Array.from({ length: 20_000 }, (_, at) => ({ ...DAY, keyId: `key_${at}` }));
    const file = exportUsage(toParts(many), REQUEST, { days: 1, format: 'csv', showsKeyNames: true });
    expect(await countTurns(() => text(file.stream))).toBeGreaterThan(2);
  });

  it('is an empty list where there is nothing', async () => {
    const none = exportUsage(toParts([]), REQUEST, { days: 90, format: 'json', showsKeyNames: true });
    expect(JSON.parse(await text(none.stream))).toEqual([]);
  });
});

describe('a history of many keys', () => {
  it('lets other requests have their turn while its days are priced', async () => {
    const many = Array.from({ length: 20_000 }, (_, at) => ({ ...DAY, keyId: `key_${at}` }));
    const stored = async () => ({ stored: 0, peak: 0 });
    const { days } = toParts([]).usage;
    const usage = {
      days: async (...[tenant, interval]: Parameters<typeof days>) => {
        const used = await days(tenant, interval);
        return [...used, ...many.map((day) => ({ ...day, dayMs: interval.fromMs }))];
      },
      stored,
    };
    const service = createUsageService({ usage, costs: toParts([]).costs });
    let entries = 0;
    const turns = await countTurns(async () => {
      entries = (await service.history(REQUEST, 5, 'key')).history.length;
    });
    expect([turns > 2, entries]).toEqual([true, 100_000]);
  });
});

/** How often something else could be done meanwhile. */
async function countTurns(work: () => Promise<unknown>): Promise<number> {
  let turns = 0;
  let isDone = false;
  const count = (): void => {
    turns += 1;
    if (!isDone) setImmediate(count);
  };
  setImmediate(count);
  await work();
  isDone = true;
  return turns;
}
