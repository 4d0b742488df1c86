import { createApiKey, createId, hashApiKey, SCOPES, type Environment, type Scope } from '@memory-api/contract';
import type { Organization, Storage, Transaction } from '@memory-api/storage';
import { SELF_HOSTED_PLAN } from '../../plans/plan.js';

/** How a key of the owner is made, with a text that is known beforehand. */
export type IssueOwnerKey = (
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
  secret: string,
) => Promise<{ readonly record: { readonly id: string } }>;

/** What the owner organization is made with. */
export interface OwnerParts {
  readonly storage: Pick<Storage, 'write' | 'settings' | 'organizations' | 'apiKeys' | 'audit'>;
  readonly issueKey: IssueOwnerKey;
  readonly nowMs: number;
}

/** What became of the owner's key at a start. */
export type OwnerKeyState =
  /** The owner has keys already, and this start added none. */
  | { readonly kind: 'known' }
  /** `OWNER_KEY` was new, and works from now on beside the older ones. */
  | { readonly kind: 'added' }
  /** The first start made a key: it has to be shown, once. */
  | { readonly kind: 'made'; readonly secret: string }
  /** `OWNER_KEY` can't be the owner's: it's revoked, or another organization's. */
  | { readonly kind: 'refused'; readonly reason: string };

/**
 * Makes the owner organization at the first start, and sees to it that `OWNER_KEY` is one of its
 * keys. `beforeCommit` is told a key that was made before it exists: what fails to be shown must
 * not be stored.
 */
export async function ensureOwner(
  parts: OwnerParts & {
    readonly ownerKey: string | null;
    readonly beforeCommit: (secret: string) => void;
  },
): Promise<OwnerKeyState> {
  const { storage, ownerKey, beforeCommit } = parts;
  const seen = await judge(parts);
  if (seen !== null) return seen;
  const secret = ownerKey ?? createApiKey('live');
  return storage.write(async (tx) => {
    await storage.settings.lock(tx, OWNER);
    // Of many nodes that start at once, one comes first.
    const present = await judge(parts, tx);
    if (present !== null) return present;
    if (ownerKey === null) beforeCommit(secret);
    await addOwnerKey(parts, tx, secret);
    return ownerKey === null ? { kind: 'made', secret } : { kind: 'added' };
  });
}

// What the making of the owner organization is locked by: it has no id yet.
const OWNER = 'owner';

/** What is there already; null where a key is to be added. */
async function judge(
  { storage, ownerKey }: OwnerParts & { readonly ownerKey: string | null },
  tx?: Transaction,
): Promise<OwnerKeyState | null> {
  const options = tx === undefined ? {} : { tx };
  if (ownerKey === null) {
    return (await storage.organizations.getOwner(options)) === null ? null : { kind: 'known' };
  }
  // Key and organization are one read: between two, another node may make both.
  const found = await storage.apiKeys.findByHash(hashApiKey(ownerKey), options);
  return found === null ? null : judgeKnownKey(found);
}

/** Adds a key to the owner organization (which is made where there is none): for a lost key. */
export async function resetOwnerKey(parts: OwnerParts): Promise<string> {
  const secret = createApiKey('live');
  const { storage } = parts;
  await storage.write(async (tx) => {
    await storage.settings.lock(tx, OWNER);
    await addOwnerKey(parts, tx, secret);
  });
  return secret;
}

async function addOwnerKey(parts: OwnerParts, tx: Transaction, secret: string): Promise<void> {
  const { storage, issueKey, nowMs } = parts;
  const organization = (await storage.organizations.getOwner({ tx })) ?? (await createOwner(parts, tx));
  const key = {
    orgId: organization.id,
    environment: 'live',
    name: 'Owner',
    scopes: SCOPES,
    namespaces: null,
    ipAllowlist: null,
    createdByKeyId: null,
    expiresAtMs: null,
    createdAtMs: nowMs,
  } as const;
  const { record } = await issueKey(tx, key, secret);
  await storage.audit.append(tx, {
    orgId: organization.id,
    environment: 'live',
    keyId: null,
    action: 'api_key.created',
    targetId: record.id,
    details: { name: key.name, environment: 'live', scopes: SCOPES },
    ip: null,
    requestId: null,
    atMs: nowMs,
  });
}

async function createOwner({ storage, nowMs }: OwnerParts, tx: Transaction): Promise<Organization> {
  const organization: Organization = {
    id: createId('org', nowMs),
    name: 'Owner',
    email: '',
    planId: SELF_HOSTED_PLAN.id,
    isActive: true,
    isOwner: true,
    createdAtMs: nowMs,
    nextPlan: null,
    trialEndsAtMs: null,
    agreement: null,
    isPaymentApproved: false,
  };
  await storage.organizations.create(tx, organization);
  return organization;
}

function judgeKnownKey(found: {
  readonly key: { readonly revokedAtMs: number | null };
  readonly organization: Organization;
}): OwnerKeyState {
  if (!found.organization.isOwner) {
    return { kind: 'refused', reason: "takes a key of its own: this one is another organization's" };
  }
  if (found.key.revokedAtMs === null) return { kind: 'known' };
  return { kind: 'refused', reason: 'was revoked: take another one, as `npm run -s key:generate` makes it' };
}
