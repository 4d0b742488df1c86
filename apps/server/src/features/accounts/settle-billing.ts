import { invariant } from '@memory-api/contract';
import { toPresentOrganization, type Organization, type Storage, type Transaction } from '@memory-api/storage';
import { listOrganizationIds } from '../../list-organization-ids.js';
import type { Plans } from '../../plans/plans.js';
import { addBillingTurn, readBillingTurns, type BillingTurn } from '../../pricing/billed-time.js';

/** An organization that was moved to another plan. */
export interface MovedOrganization {
  readonly id: string;
  readonly name: string;
  readonly fromPlanId: string;
}

/** What a start found out about billing. */
export type BillingStart =
  /** It is as the last start left it. */
  | { readonly kind: 'unchanged' }
  /** Nobody is billed from now on; plans stay. */
  | { readonly kind: 'turned off' }
  /** It is on from now on, and these were moved to the default plan. */
  | { readonly kind: 'turned on'; readonly planId: string; readonly moved: readonly MovedOrganization[] };

/** What billing is settled with. */
export interface BillingParts {
  readonly storage: Pick<Storage, 'write' | 'settings' | 'organizations' | 'planChanges' | 'audit'>;
  readonly plans: Pick<Plans, 'getDefault'>;
  readonly billing: 'on' | 'off';
  readonly nowMs: number;
}

/**
 * Turns billing on or off where this start wants it otherwise than the last one, in one transaction: of many nodes that
 * start at once, one does it. When it is turned on, organizations lose what they took while nobody had to pay for it:
 * all but the owner's the first time, later those whose plan was decided while it was off.
 */
export async function settleBilling(parts: BillingParts): Promise<BillingStart> {
  const { storage, billing, nowMs } = parts;
  if (stateOf(await readBillingTurns(storage)) === billing) return { kind: 'unchanged' };
  const ids = billing === 'on' ? await listIds(storage) : [];
  return storage.write(async (tx) => {
    const turns = await readBillingTurns(storage, tx);
    if (stateOf(turns) === billing) return { kind: 'unchanged' };
    await addBillingTurn(storage, tx, [...turns, { state: billing, atMs: nowMs }]);
    if (billing === 'off') return { kind: 'turned off' };
    const offSinceMs = turns.at(-1)?.atMs ?? null;
    const moved: MovedOrganization[] = [];
    for (const id of ids) moved.push(...(await moveToDefault(parts, tx, id, offSinceMs)));
    return { kind: 'turned on', planId: parts.plans.getDefault().id, moved };
  });
}

function stateOf(turns: readonly BillingTurn[]): 'on' | 'off' {
  return turns.at(-1)?.state ?? 'off';
}

async function listIds(storage: Pick<Storage, 'organizations'>): Promise<readonly string[]> {
  const ids: string[] = [];
  for await (const id of listOrganizationIds(storage)) ids.push(id);
  return ids;
}

/** Moves one organization, unless it is where it belongs already. */
async function moveToDefault(
  { storage, plans, nowMs }: BillingParts,
  tx: Transaction,
  orgId: string,
  offSinceMs: number | null,
): Promise<readonly MovedOrganization[]> {
  await storage.organizations.lock(tx, orgId);
  const stored = await storage.organizations.get(orgId, { tx });
  invariant(stored !== null, 'organizations are never removed');
  const organization = toPresentOrganization(stored, nowMs);
  const { name, planId: fromPlanId, nextPlan, isOwner } = organization;
  const planId = plans.getDefault().id;
  const isThere = fromPlanId === planId && nextPlan === null;
  if (isOwner || isThere || !(await wasDecidedUnbilled(storage, tx, organization, offSinceMs))) return [];
  const times = { decidedAtMs: nowMs, startsAtMs: nowMs, trialEndsAtMs: null };
  await storage.planChanges.append(tx, { orgId, fromPlanId, planId, ...times, keyId: null });
  await storage.audit.append(tx, {
    orgId,
    environment: null,
    keyId: null,
    action: 'account.plan_changed',
    targetId: orgId,
    details: { from: fromPlanId, to: planId, starts_at: new Date(nowMs).toISOString(), by: 'server' },
    ip: null,
    requestId: null,
    atMs: nowMs,
  });
  await storage.organizations.update(tx, orgId, { planId, nextPlan: null });
  return [{ id: orgId, name, fromPlanId }];
}

async function wasDecidedUnbilled(
  { planChanges }: Pick<Storage, 'planChanges'>,
  tx: Transaction,
  { id, createdAtMs }: Organization,
  offSinceMs: number | null,
): Promise<boolean> {
  if (offSinceMs === null) return true;
  const last = (await planChanges.list(id, { tx })).at(-1);
  return (last?.decidedAtMs ?? createdAtMs) >= offSinceMs;
}
