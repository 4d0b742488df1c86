import { Readable } from 'node:stream';
import type { ApiKeyStore, UsageInterval, UsageStore } from '@memory-api/storage';
import type { AccountCosts } from '../../pricing/account-costs.js';
import { toCsv, toJson, type Row } from '../../http/row-file.js';
import { createTurns } from '../../turns.js';
import { openDayPricer, type PricedDay } from './day-pricer.js';
import { toEndpoint, toWireAmounts, toWireKeyId } from './usage-mapper.js';
import type { UsageRequest } from './usage-service.js';
import { DAY_MS, toDate, toDayStarts, toLastDays } from './usage-time.js';

/** A file of usage that is written while it is sent. */
export interface UsageFile {
  readonly name: string;
  readonly contentType: string;
  readonly stream: Readable;
}

/** What an export is read from. */
export interface UsageExportParts {
  readonly usage: Pick<UsageStore, 'days'>;
  readonly apiKeys: Pick<ApiKeyStore, 'list'>;
  readonly costs: AccountCosts;
}

/** How a file of usage is to be. */
export interface UsageExportOptions {
  readonly days: number;
  readonly format: 'csv' | 'json';
  /** Whether the names of API keys are for the eyes of who asks. */
  readonly showsKeyNames: boolean;
}

/** Starts a file with a line for each day, endpoint and key of the last days. Holds one day at a time. */
export function exportUsage(
  parts: UsageExportParts,
  request: UsageRequest,
  { days, format, showsKeyNames }: UsageExportOptions,
): UsageFile {
  const interval = toLastDays(request.nowMs, days);
  const rows = readRows(parts, { ...request, showsKeyNames }, interval);
  const name = `usage-${toDate(interval.fromMs)}-${toDate(interval.toMs - DAY_MS)}.${format}`;
  return format === 'csv'
    ? { name, contentType: 'text/csv; charset=utf-8', stream: Readable.from(toCsv(COLUMNS, rows)) }
    : { name, contentType: 'application/json; charset=utf-8', stream: Readable.from(toJson(rows)) };
}

const NO_NAMES: ReadonlyMap<string, string> = new Map();

const COLUMNS = [
  'date',
  'endpoint',
  'api_key_id',
  'api_key_name',
  'api_calls',
  'tokens_input',
  'tokens_output',
  'memories_read',
  'memories_written',
  'embeddings_generated',
  'cost_cents',
] as const;

async function* readRows(
  { usage, apiKeys, costs }: UsageExportParts,
  request: UsageRequest & Pick<UsageExportOptions, 'showsKeyNames'>,
  interval: UsageInterval,
): AsyncGenerator<Row> {
  const { organization, environment } = request;
  const names = request.showsKeyNames ? await readNames(apiKeys, organization.id) : NO_NAMES;
  const pricer = await openDayPricer(costs, request, interval);
  const tenant = { orgId: organization.id, environment };
  const turns = createTurns();
  for (const dayMs of toDayStarts(interval)) {
    const days = await usage.days(tenant, { fromMs: dayMs, toMs: dayMs + DAY_MS }, 'both');
    await turns.yieldIfDue();
    for (const day of pricer.price(dayMs, days)) {
      yield toRow(day, names);
      await turns.yieldIfDue();
    }
  }
}

function toRow(day: PricedDay, names: ReadonlyMap<string, string>): Row {
  return {
    date: toDate(day.dayMs),
    endpoint: day.operation === null ? null : toEndpoint(day.operation),
    api_key_id: toWireKeyId(day.keyId),
    api_key_name: names.get(day.keyId ?? '') ?? null,
    ...toWireAmounts(day),
    cost_cents: day.costCents,
  };
}

async function readNames(apiKeys: Pick<ApiKeyStore, 'list'>, orgId: string): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  let cursor: string | undefined;
  do {
    const page = await apiKeys.list(orgId, { perPage: 100, ...(cursor !== undefined && { cursor }) });
    for (const { id, name } of page.items) names.set(id, name);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return names;
}
