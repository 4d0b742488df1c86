import type { Selectable } from 'kysely';
import { ofOrganization } from '../access.js';
import type { Engine } from '../dialects/engine.js';
import { connectionOf, readerOf } from '../open-transaction.js';
import type { Tables } from '../tables.js';
import type { PlanChangeRecord, PlanChangeStore } from './plan-change-store.js';

/** Keeps changes of plan over Kysely. */
export function createPlanChangeStore(engine: Engine): PlanChangeStore {
  return {
    async append(tx, change) {
      const db = connectionOf(tx, ofOrganization(change.orgId));
      const counted = db.selectFrom('plan_changes').where('org_id', '=', change.orgId);
      // The lock on the organization keeps two from taking the same number.
      const last = await counted
        .select((eb) => [eb.fn.max('seq').as('seq'), eb.fn.max('decided_at_ms').as('decidedAtMs')])
        .executeTakeFirstOrThrow();
      const decidedAtMs = Math.max(change.decidedAtMs, last.decidedAtMs ?? 0);
      const startsAtMs = Math.max(change.startsAtMs, decidedAtMs);
      const record = { ...change, seq: (last.seq ?? 0) + 1, decidedAtMs, startsAtMs };
      await db.insertInto('plan_changes').values(toRow(record)).execute();
      return record;
    },
    async list(orgId, options) {
      const db = readerOf(engine, ofOrganization(orgId), options);
      const query = db.selectFrom('plan_changes').selectAll().where('org_id', '=', orgId).orderBy('seq');
      return (await query.execute()).map(toPlanChange);
    },
  };
}

type PlanChangeRow = Selectable<Tables['plan_changes']>;

function toPlanChange(row: PlanChangeRow): PlanChangeRecord {
  return {
    orgId: row.org_id,
    seq: row.seq,
    fromPlanId: row.from_plan_id,
    planId: row.plan_id,
    decidedAtMs: row.decided_at_ms,
    startsAtMs: row.starts_at_ms,
    trialEndsAtMs: row.trial_ends_at_ms,
    keyId: row.key_id,
  };
}

function toRow(change: PlanChangeRecord): PlanChangeRow {
  return {
    org_id: change.orgId,
    seq: change.seq,
    from_plan_id: change.fromPlanId,
    plan_id: change.planId,
    decided_at_ms: change.decidedAtMs,
    starts_at_ms: change.startsAtMs,
    trial_ends_at_ms: change.trialEndsAtMs,
    key_id: change.keyId,
  };
}
