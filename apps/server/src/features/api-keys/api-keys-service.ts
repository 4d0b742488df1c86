import { ApiError, invariant, type Environment, type Scope } from '@memory-api/contract';
import type { ApiKeyRecord, Page, PageRequest, Storage, Transaction } from '@memory-api/storage';
import { toAuditEntry } from '../../http/audit-entry.js';
import { toEndsAtMs } from '../../http/key-cache.js';
import type { IssueKey, IssuedKey, NewKey } from './issue-key.js';
import { createKeyFinder, type KeyContext } from './key-finder.js';
import { requireSoundSettings } from './key-rules.js';
import { requireWithin } from './key-width.js';

/** Settings asked for a new key; what is left out falls to what the caller's own key allows. */
export interface KeySettings {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly environment: Environment | undefined;
  readonly expiresInDays: number | null;
  readonly namespaces: readonly string[] | null | undefined;
  readonly ipAllowlist: readonly string[] | null | undefined;
}

/** What can be changed of a key; what is left out stays. */
export type KeyChange = Partial<Pick<ApiKeyRecord, 'name' | 'scopes' | 'namespaces' | 'ipAllowlist'>>;

/** How a key is to be replaced. */
export interface Rotation {
  readonly gracePeriodHours: number;
  readonly expiresInDays: number | null;
}

/**
 * What the API does with keys. The writes run inside a transaction, and append to the audit log.
 * A key that the caller doesn't see is ApiError `API_KEY_NOT_FOUND`; one that is wider than the
 * caller's, or would become so, `INSUFFICIENT_PERMISSIONS`.
 */
export interface ApiKeysService {
  list(context: KeyContext, request: PageRequest, environment: Environment | undefined): Promise<Page<ApiKeyRecord>>;
  get(context: KeyContext, id: string, tx?: Transaction): Promise<ApiKeyRecord>;
  create(tx: Transaction, context: KeyContext, settings: KeySettings): Promise<IssuedKey>;
  /** Throws ApiError `API_KEY_NOT_ACTIVE`, `LAST_ADMIN_KEY`. */
  update(tx: Transaction, context: KeyContext, id: string, change: KeyChange): Promise<ApiKeyRecord>;
  /** Throws ApiError `API_KEY_NOT_ACTIVE`, `LAST_ADMIN_KEY`. */
  rotate(tx: Transaction, context: KeyContext, id: string, rotation: Rotation): Promise<IssuedKey>;
  /** True when the key was active. Throws ApiError `CANNOT_REVOKE_CURRENT_KEY`, `LAST_ADMIN_KEY`. */
  revoke(tx: Transaction, context: KeyContext, id: string): Promise<boolean>;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Makes the service over the stores. */
export function createApiKeysService({
  storage,
  issueKey,
}: {
  readonly storage: Pick<Storage, 'apiKeys' | 'organizations' | 'audit'>;
  readonly issueKey: IssueKey;
}): ApiKeysService {
  const { apiKeys, audit } = storage;
  const { get, getHolder, getToManage, getActiveToManage, requireAdminLeft } = createKeyFinder({ storage });

  async function log(tx: Transaction, context: KeyContext, action: string, key: ApiKeyRecord, details: object = {}) {
    const described = { name: key.name, environment: key.environment, scopes: key.scopes, ...details };
    await audit.append(
      tx,
      toAuditEntry(context, context.caller, { action: `api_key.${action}`, targetId: key.id, details: described }),
    );
  }

  return {
    async list(context, request, environment) {
      const { orgId, environment: own } = context.caller.tenant;
      if (own === 'test' && environment === 'live') return { items: [], total: 0, nextCursor: null };
      const shown = own === 'test' ? own : environment;
      return apiKeys.list(orgId, shown === undefined ? request : { ...request, environment: shown });
    },

    get,

    async create(tx, context, settings) {
      const holder = await getHolder(tx, context);
      const key = toNewKey(holder, settings, context.nowMs);
      requireSoundSettings(key);
      requireWithin(key, holder);
      const issued = await issueKey(tx, key);
      await log(tx, context, 'created', issued.record, toLimits(issued.record));
      return issued;
    },

    async update(tx, context, id, change) {
      const { key: before, holder } = await getActiveToManage(tx, context, id);
      requireSoundSettings({ ...before, ...change });
      requireWithin({ ...before, ...change }, holder);
      const after = await apiKeys.update(tx, before.orgId, id, change);
      invariant(after !== null, 'a key that was read in the transaction is there');
      await requireAdminLeft(tx, before);
      await log(tx, context, 'updated', after, { ...toLimits(after), changed: Object.keys(change) });
      return after;
    },

    async rotate(tx, context, id, { gracePeriodHours, expiresInDays }) {
      const { key: before, holder } = await getActiveToManage(tx, context, id);
      if (before.rotatedToKeyId !== null) throw alreadyRotated();
      const { nowMs } = context;
      const expiresAtMs = expiresInDays === null ? before.expiresAtMs : nowMs + expiresInDays * DAY_MS;
      const next = { ...before, expiresAtMs, createdAtMs: nowMs, createdByKeyId: holder.id };
      requireWithin(next, holder);
      const issued = await issueKey(tx, next);
      const graceUntilMs = Math.min(nowMs + gracePeriodHours * HOUR_MS, toEndsAtMs(before));
      await apiKeys.update(tx, before.orgId, id, { rotatedToKeyId: issued.record.id, graceUntilMs });
      await requireAdminLeft(tx, before);
      await log(tx, context, 'rotated', before, { rotated_to: issued.record.id, grace_until: toTime(graceUntilMs) });
      await log(tx, context, 'created', issued.record, toLimits(issued.record));
      return issued;
    },

    async revoke(tx, context, id) {
      const { key } = await getToManage(tx, context, id);
      if (key.id === context.caller.key.id) throw new ApiError({ code: 'CANNOT_REVOKE_CURRENT_KEY' });
      if (key.revokedAtMs !== null) return false;
      await apiKeys.revoke(tx, key.orgId, id, context.nowMs);
      await requireAdminLeft(tx, key);
      await log(tx, context, 'revoked', key);
      return true;
    },
  };
}

function toNewKey(maker: ApiKeyRecord, settings: KeySettings, nowMs: number): NewKey {
  const makerEndsAtMs = toEndsAtMs(maker);
  const byDefaultMs = makerEndsAtMs === Infinity ? null : makerEndsAtMs;
  return {
    orgId: maker.orgId,
    environment: settings.environment ?? maker.environment,
    name: settings.name,
    scopes: settings.scopes,
    namespaces: settings.namespaces === undefined ? maker.namespaces : settings.namespaces,
    ipAllowlist: settings.ipAllowlist === undefined ? maker.ipAllowlist : settings.ipAllowlist,
    createdByKeyId: maker.id,
    expiresAtMs: settings.expiresInDays === null ? byDefaultMs : nowMs + settings.expiresInDays * DAY_MS,
    createdAtMs: nowMs,
  };
}

function toLimits({ namespaces, ipAllowlist, expiresAtMs }: ApiKeyRecord): object {
  return { namespaces, ip_allowlist: ipAllowlist, expires_at: expiresAtMs === null ? null : toTime(expiresAtMs) };
}

function toTime(timeMs: number): string {
  return new Date(timeMs).toISOString();
}

function alreadyRotated(): ApiError {
  return new ApiError({
    code: 'API_KEY_NOT_ACTIVE',
    message: 'The key has been rotated already: rotate the key that replaced it.',
  });
}
