import type { LimitCount, Storage, Tenant, Transaction } from '@memory-api/storage';
import { addCounted, NOTHING, type PeriodQuota, type PeriodUse } from './period-use.js';
import { toReserve, type Reserve } from './reserve.js';

/** One period of a tenant: what may be used, and what this node knows. */
export interface PeriodPart {
  readonly use: PeriodUse;
  /** Null: only what was counted is told, nothing is asked for. */
  readonly quota: PeriodQuota | null;
}

/** Requests that wait to be let in, together. */
export interface Ask {
  readonly tenant: Tenant;
  readonly parts: readonly PeriodPart[];
  /** How many wait; 0: this only tells what was counted, and gives back what was reserved. */
  readonly wanted: number;
  readonly perMinute: number | null;
  readonly nowMs: number;
}

/** What became of them. */
export interface Grant {
  /** How many are let in: the first ones. In every period, or in none. */
  readonly granted: number;
  /** Which of the parts keeps the others out, by its place; null: none does. */
  readonly refusedBy: number | null;
  /** Other nodes hold reserves that may come back: it's too early to say no. */
  readonly isUncertain: boolean;
}

/** What an exchange works with. */
export interface ExchangeParts {
  readonly storage: Pick<Storage, 'write' | 'limitCounts'>;
  readonly nodeId: string;
  /** Most nodes that count at a time; 1: whatever others had reserved, they are gone. */
  readonly nodes: number;
}

// The others count a reserve as used for longer than its holder uses it: until he has told, whatever the clocks say.
const GRACE_MS = 5000;
const DAY_MS = 86_400_000;
// Who asked so lately will soon ask again: a reserve has lasted half as long.
const BUSY_MS = 30_000;

/**
 * Tells the database what this node has counted, and asks it for requests to be let in, in one transaction that holds
 * the tenant's counts: nodes ask one after the other, and are never given more than there is.
 */
export async function exchangeCounts(parts: ExchangeParts, ask: Ask): Promise<Grant> {
  // From here on, nothing of the reserves is used: the next ones begin with the commit.
  for (const { use } of ask.parts) use.reserve = 0;
  const { plans, ...grant } = await parts.storage.write((tx) => decide(parts, ask, tx), {
    lane: `limits ${ask.tenant.orgId} ${ask.tenant.environment}`,
  });
  for (const { use, row, reserveEndsAtMs } of plans) {
    use.own = addCounted(use.own, { ...NOTHING, requests: grant.granted });
    use.saved = { requests: row.requests, tokens: row.tokens, embeddings: row.embeddings };
    use.reserve = row.reserved;
    use.reserveEndsAtMs = reserveEndsAtMs;
    use.askedAtMs = ask.nowMs;
  }
  return grant;
}

/** What is written of a period, and what holds once it is. */
interface PeriodPlan {
  readonly use: PeriodUse;
  readonly row: LimitCount;
  readonly reserveEndsAtMs: number;
}

async function decide(
  parts: ExchangeParts,
  ask: Ask,
  tx: Transaction,
): Promise<Grant & { readonly plans: readonly PeriodPlan[] }> {
  const { limitCounts } = parts.storage;
  const { tenant, nowMs, wanted } = ask;
  const isFirst = ask.parts.some(({ use }) => !use.isLoaded);
  const counts = await limitCounts.hold(
    tx,
    tenant,
    ask.parts.map(({ use }) => use.period.id),
  );
  for (const { use } of ask.parts) use.load(counts, parts.nodeId);
  const standings = ask.parts.map((part) => toStanding(part, counts, parts, nowMs));
  const granted = Math.min(wanted, ...standings.map(({ free }) => free));
  const refusedBy = granted < wanted ? standings.findIndex(({ free }) => free <= granted) : null;
  const refusing = refusedBy === null ? undefined : standings[refusedBy];
  const plans = standings.map((standing) => toPlan(standing, parts, ask, granted));
  for (const { row } of plans) await limitCounts.save(tx, tenant, row);
  if (isFirst) await limitCounts.removeEnded(tx, tenant, nowMs - DAY_MS);
  const isUncertain = refusing !== undefined && refusing.free + refusing.held > granted;
  return { granted, refusedBy, isUncertain, plans };
}

/** How a period stands while nobody else can change it. */
interface Standing {
  readonly part: PeriodPart;
  /** Requests that can still be let in. */
  readonly free: number;
  /** Requests that other nodes have reserved. */
  readonly held: number;
}

function toStanding(
  part: PeriodPart,
  counts: readonly LimitCount[],
  { nodeId, nodes }: ExchangeParts,
  nowMs: number,
): Standing {
  const { use, quota } = part;
  const reserving = counts.filter(
    (row) => row.period === use.period.id && row.nodeId !== nodeId && row.reservedUntilMs > nowMs && nodes > 1,
  );
  const held = reserving.reduce((sum, { reserved }) => sum + reserved, 0);
  if (quota === null) return { part, free: Infinity, held };
  const { requests, tokens, embeddings } = use.total;
  const isLeft = (used: number, size: number | null): boolean => size === null || used < size;
  const isOpen = isLeft(tokens, quota.tokens) && isLeft(embeddings, quota.embeddings);
  const left = quota.requests === null ? Infinity : quota.requests - requests - held;
  return { part, free: isOpen ? Math.max(0, left) : 0, held: isOpen ? held : 0 };
}

function toPlan(standing: Standing, parts: ExchangeParts, ask: Ask, granted: number): PeriodPlan {
  const { use } = standing.part;
  const { requests: reserved, lastsMs } = toOwnReserve(standing, parts, ask, granted);
  const row = {
    period: use.period.id,
    endsAtMs: use.period.endsAtMs,
    nodeId: parts.nodeId,
    ...addCounted(use.own, { ...NOTHING, requests: granted }),
    reserved,
    reservedUntilMs: reserved === 0 ? 0 : ask.nowMs + lastsMs + GRACE_MS,
  };
  return { use, row, reserveEndsAtMs: ask.nowMs + lastsMs };
}

/** Nothing is kept where somebody waits in vain, nor by whoever asks once in a while: he'd have to give it back. */
function toOwnReserve(
  { part: { use, quota }, free }: Standing,
  { nodes }: ExchangeParts,
  { wanted, perMinute, nowMs }: Ask,
  granted: number,
): Reserve {
  const isBusy = nowMs - use.askedAtMs < BUSY_MS;
  if (quota === null || wanted === 0 || granted < wanted || !isBusy) return { requests: 0, lastsMs: 0 };
  return toReserve({ free: free - granted, size: quota.requests ?? 0, perMinute, nodes });
}
