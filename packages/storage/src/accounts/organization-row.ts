import type { Selectable } from 'kysely';
import type { Codec } from '../dialects/engine.js';
import type { Tables } from '../tables.js';
import type { NextPlan, Organization } from './organization-store.js';

/** A row of `organizations`, as selected. */
export type OrganizationRow = Selectable<Tables['organizations']>;

/** Maps a row of `organizations` to its domain object. */
export function toOrganization(codec: Codec, row: OrganizationRow): Organization {
  return {
    id: row.org_id,
    name: row.name,
    email: row.email,
    planId: row.plan_id,
    isActive: codec.fromBoolean(row.is_active),
    isOwner: codec.fromBoolean(row.is_owner),
    createdAtMs: row.created_at_ms,
    nextPlan: toNextPlan(row),
    trialEndsAtMs: row.trial_ends_at_ms,
  };
}

/** Maps an organization to its row. */
export function toOrganizationRow(codec: Codec, organization: Organization): OrganizationRow {
  return {
    org_id: organization.id,
    name: organization.name,
    email: organization.email,
    plan_id: organization.planId,
    is_active: codec.toBoolean(organization.isActive),
    is_owner: codec.toBoolean(organization.isOwner),
    created_at_ms: organization.createdAtMs,
    next_plan_id: organization.nextPlan?.planId ?? null,
    next_plan_at_ms: organization.nextPlan?.startsAtMs ?? null,
    trial_ends_at_ms: organization.trialEndsAtMs,
  };
}

function toNextPlan({ next_plan_id: planId, next_plan_at_ms: startsAtMs }: OrganizationRow): NextPlan | null {
  return planId === null || startsAtMs === null ? null : { planId, startsAtMs };
}
