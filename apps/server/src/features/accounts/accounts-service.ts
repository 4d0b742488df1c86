import {
  ApiError,
  createId,
  DEFAULT_KEY_NAME,
  invariant,
  PUBLIC_SCOPES,
  type Environment,
  type Scope,
} from '@memory-api/contract';
import type { Organization, OrganizationPatch, Storage, Transaction } from '@memory-api/storage';
import type { AddressLimiter } from '../../http/address-limiter.js';
import { toAuditEntry } from '../../http/audit-entry.js';
import { createValidationError } from '../../http/error-answer.js';
import type { AuthenticatedContext, RequestContext } from '../../http/request-context.js';
import type { Plans } from '../../plans/plans.js';

/** Who signs up. */
export interface Signup {
  readonly name: string;
  readonly email: string;
  readonly planId: string | null;
}

/** How this room has keys made: by the room `api-keys`, which the composition root hands in. */
export type IssueFirstKey<Issued> = (
  transaction: Transaction,
  key: {
    readonly orgId: string;
    readonly environment: Environment;
    readonly name: string;
    readonly scopes: readonly Scope[];
    readonly namespaces: null;
    readonly ipAllowlist: null;
    readonly createdByKeyId: null;
    readonly expiresAtMs: null;
    readonly createdAtMs: number;
  },
) => Promise<Issued>;

/** What the API does with accounts. */
export interface AccountsService<Issued> {
  /**
   * Lets a signup in, or refuses it before anything is written.
   *
   * @throws ApiError SIGNUP_CLOSED, RATE_LIMIT_EXCEEDED, VALIDATION_ERROR
   */
  admitSignup(signup: Signup, context: Pick<RequestContext, 'ip' | 'nowMs'>): void;
  /** Throws ApiError `EMAIL_EXISTS`. */
  signUp(tx: Transaction, signup: Signup, context: Pick<RequestContext, 'ip' | 'requestId' | 'nowMs'>): Promise<Issued>;
  /** Throws ApiError `EMAIL_EXISTS`. */
  update(tx: Transaction, context: AuthenticatedContext, patch: OrganizationPatch): Promise<Organization>;
}

/** Makes the service over the stores. */
export function createAccountsService<Issued extends { readonly record: { readonly id: string } }>(parts: {
  readonly storage: Pick<Storage, 'organizations' | 'audit'>;
  readonly signup: 'open' | 'closed';
  readonly signups: AddressLimiter;
  readonly issueKey: IssueFirstKey<Issued>;
  readonly plans: Pick<Plans, 'list' | 'getDefault'>;
}): AccountsService<Issued> {
  const { storage, signup: state, signups, issueKey, plans } = parts;

  return {
    admitSignup({ planId }, { ip, nowMs }) {
      if (state === 'closed') throw new ApiError({ code: 'SIGNUP_CLOSED' });
      if (planId !== null) requireOpenPlan(plans, planId);
      const decision = signups.hit(ip, nowMs);
      if (decision.allowed) return;
      throw new ApiError({
        code: 'RATE_LIMIT_EXCEEDED',
        message: 'Too many signups from this address.',
        headers: { 'retry-after': String(decision.retryAfterSeconds) },
      });
    },

    async signUp(tx, { name, email, planId }, { ip, requestId, nowMs }) {
      const organization: Organization = {
        id: createId('org', nowMs),
        name,
        email,
        planId: planId ?? plans.getDefault().id,
        isActive: true,
        isOwner: false,
        createdAtMs: nowMs,
        nextPlan: null,
        trialEndsAtMs: null,
        agreement: null,
        isPaymentApproved: false,
      };
      await storage.organizations.create(tx, organization);
      const issued = await issueKey(tx, toFirstKey(organization));
      const entry = { orgId: organization.id, keyId: null, ip, requestId, atMs: nowMs };
      await storage.audit.append(tx, {
        ...entry,
        environment: null,
        action: 'account.created',
        targetId: organization.id,
        details: { name, plan_id: organization.planId },
      });
      await storage.audit.append(tx, {
        ...entry,
        environment: 'live',
        action: 'api_key.created',
        targetId: issued.record.id,
        details: { name: DEFAULT_KEY_NAME, environment: 'live', scopes: PUBLIC_SCOPES },
      });
      return issued;
    },

    async update(tx, context, patch) {
      const { caller } = context;
      const after = await storage.organizations.update(tx, caller.tenant.orgId, patch);
      invariant(after !== null, 'the organization of a key is there');
      const details = { changed: Object.keys(patch) };
      await storage.audit.append(
        tx,
        toAuditEntry(context, caller, { action: 'account.updated', targetId: after.id, details }),
      );
      return after;
    },
  };
}

function requireOpenPlan(plans: Pick<Plans, 'list' | 'getDefault'>, planId: string): void {
  const byDefault = plans.getDefault();
  const open = plans.list().filter((plan) => plan.availableTo === 'signup' || plan.id === byDefault.id);
  if (open.some(({ id }) => id === planId)) return;
  const names = open.map(({ id }) => id).join(' or ');
  throw createValidationError([{ field: 'plan_id', message: `must be ${names}, or left out` }]);
}

function toFirstKey({ id, createdAtMs }: Organization) {
  return {
    orgId: id,
    environment: 'live',
    name: DEFAULT_KEY_NAME,
    scopes: PUBLIC_SCOPES,
    namespaces: null,
    ipAllowlist: null,
    createdByKeyId: null,
    expiresAtMs: null,
    createdAtMs,
  } as const;
}
