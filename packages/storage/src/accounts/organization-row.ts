import type { Selectable } from 'kysely';
import type { Codec } from '../dialects/engine.js';
import type { JsonColumn, Tables } from '../tables.js';
import type { Agreement } from './agreement.js';
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
    agreement: toAgreement(codec, row.agreement),
    isPaymentApproved: codec.fromBoolean(row.is_payment_approved),
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
    agreement: fromAgreement(codec, organization.agreement),
    is_payment_approved: codec.toBoolean(organization.isPaymentApproved),
  };
}

function toNextPlan({ next_plan_id: planId, next_plan_at_ms: startsAtMs }: OrganizationRow): NextPlan | null {
  return planId === null || startsAtMs === null ? null : { planId, startsAtMs };
}

/** Reads what was agreed; only `fromAgreement` has written it. */
export function toAgreement(codec: Codec, column: JsonColumn | null): Agreement | null {
  return column === null ? null : (codec.fromJson(column) as Agreement);
}

/** Writes what was agreed. */
export function fromAgreement(codec: Codec, agreement: Agreement | null): JsonColumn | null {
  return agreement === null ? null : codec.toJson(agreement);
}
