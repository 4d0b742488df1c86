import { randomBytes } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import { compileStatement } from '../compile-statement.js';
import { toLimit } from '../limit.js';
import type { Tables } from '../tables.js';
import type { Tenant } from '../tenant.js';
import { compileInsert } from './compile-insert.js';
import { advanceStored, NONE_STORED, type StoredChange, type StoredCount } from './stored-count.js';
import { toPeriodStart } from './usage-span.js';

/** How many memories a tenant has, and the most it has had at once. */
export type StoredMemories = {
  /** Those that live at the time that was asked for. */
  readonly stored: number;
  /** The most at any moment of that time's period (a UTC month) until then. */
  readonly peak: number;
};

/**
 * Notes that a transaction adds memories or takes some away: rows that nobody waits for, each at its time. The end of a
 * memory that expires is noted when it begins; that one is deleted earlier takes the note back at its time.
 */
export type NoteStored = (db: Kysely<Tables>, tenant: Tenant, changes: readonly StoredChange[]) => Promise<unknown>;

const ID_BYTES = 9;

/** Compiles the note. */
export function compileNoteStored(builder: Kysely<Tables>): NoteStored {
  const insert = compileInsert(builder, 'stored_changes', ['org_id', 'environment', 'at_ms', 'id', 'change']);
  return async (db, { orgId, environment }, changes) => {
    await insert(
      db,
      changes.flatMap(({ atMs, change }) => {
        const id = randomBytes(ID_BYTES).toString('base64url');
        return [orgId, environment, atMs, id, change];
      }),
    );
  };
}

/** The note of `count` memories that begin, or end where it's negative, at a time; they expire at the times given. */
export function toStoredChanges(atMs: number, count: number, expiries: readonly (number | null)[]): StoredChange[] {
  const sums = new Map([[atMs, count]]);
  for (const endMs of expiries) {
    if (endMs !== null) sums.set(endMs, (sums.get(endMs) ?? 0) - Math.sign(count));
  }
  return [...sums].flatMap(([at, change]) => (change === 0 ? [] : [{ atMs: at, change }]));
}

/** Compiles the reading of both numbers: what is folded, and what has come since, in one statement. */
export function compileReadStored(builder: Kysely<Tables>) {
  const find = compileFind(builder);
  return async (db: Kysely<Tables>, tenant: Tenant, nowMs: number): Promise<StoredMemories> => {
    const { orgId, environment } = tenant;
    const rows = await find(db, { orgId, environment, nowMs, periodMs: toPeriodStart(nowMs) });
    const folded = rows.find(({ peak }) => peak !== null);
    const changes = rows
      .flatMap(({ at_ms: atMs, amount: change, peak }) => (peak === null ? [{ atMs, change }] : []))
      .toSorted((a, b) => a.atMs - b.atMs);
    const from = folded === undefined ? NONE_STORED : toCount(folded);
    const { stored, peak } = advanceStored(from, [...changes, { atMs: nowMs, change: 0 }]).at(-1) ?? from;
    return { stored, peak };
  };
}

type FoundRow = { at_ms: number; amount: number; peak: number | null; until_ms: number };

function toCount({ at_ms: periodMs, amount: stored, peak, until_ms: untilMs }: FoundRow): StoredCount {
  return { periodMs, stored, peak: peak ?? 0, untilMs };
}

function compileFind(builder: Kysely<Tables>) {
  return compileStatement((p: Tenant & { nowMs: number; periodMs: number }) =>
    builder
      .selectFrom(
        builder
          .selectFrom('stored_memories')
          .select(['period_ms as at_ms', 'stored as amount', 'peak', 'until_ms'])
          .where('org_id', '=', p.orgId)
          .where('environment', '=', p.environment)
          .where('period_ms', '<=', p.periodMs)
          .orderBy('period_ms', 'desc')
          .limit(toLimit(1))
          .as('folded'),
      )
      .select(['at_ms', 'amount', 'until_ms'])
      .select((eb) => eb.ref('peak').$castTo<number | null>().as('peak'))
      .unionAll(
        builder
          .selectFrom('stored_changes')
          .select(['at_ms', sql<number>`cast(sum(change) as bigint)`.as('amount')])
          .select([sql<number>`0`.as('until_ms'), sql<number | null>`cast(null as bigint)`.as('peak')])
          .where('org_id', '=', p.orgId)
          .where('environment', '=', p.environment)
          .where('at_ms', '<=', p.nowMs)
          .groupBy('at_ms'),
      )
      .$castTo<FoundRow>(),
  );
}
