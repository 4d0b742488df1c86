import type { Storage, Transaction } from '@memory-api/storage';
import { toAuditEntry } from '../../http/audit-entry.js';
import type { AuthenticatedContext } from '../../http/request-context.js';

/** A change of plan that was decided. Times are epoch milliseconds. */
export interface DecidedPlanChange {
  readonly orgId: string;
  readonly fromPlanId: string;
  readonly planId: string;
  readonly startsAtMs: number;
  readonly trialEndsAtMs: number | null;
}

/** Keeps a change of plan as a row for bills and as an entry of the audit log, both of the organization concerned. */
export async function recordPlanChange(
  storage: Pick<Storage, 'planChanges' | 'audit'>,
  tx: Transaction,
  context: AuthenticatedContext,
  change: DecidedPlanChange,
): Promise<void> {
  const { orgId, fromPlanId, planId, startsAtMs } = change;
  const { caller, nowMs } = context;
  await storage.planChanges.append(tx, { ...change, decidedAtMs: nowMs, keyId: caller.key.id });
  const details = { from: fromPlanId, to: planId, starts_at: new Date(startsAtMs).toISOString() };
  await recordAction(storage, tx, context, { orgId, action: 'account.plan_changed', details });
}

/** Adds an entry to the audit log of an organization, which another one's key may have acted on: the operator's. */
export async function recordAction(
  storage: Pick<Storage, 'audit'>,
  tx: Transaction,
  context: AuthenticatedContext,
  done: { readonly orgId: string; readonly action: string; readonly details: Readonly<Record<string, unknown>> },
): Promise<void> {
  const { orgId, action, details } = done;
  const { caller } = context;
  const isOperator = caller.tenant.orgId !== orgId;
  const entry = toAuditEntry(context, caller, {
    action,
    targetId: orgId,
    details: isOperator ? { ...details, by: 'operator' } : details,
  });
  // Where whoever runs the server sits is nobody else's business; his key is named.
  await storage.audit.append(tx, isOperator ? { ...entry, orgId, ip: null } : entry);
}
