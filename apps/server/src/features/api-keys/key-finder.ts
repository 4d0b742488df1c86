import { ApiError, hasScope } from '@memory-api/contract';
import type { ApiKeyRecord, Storage, Transaction } from '@memory-api/storage';
import type { AuthenticatedContext } from '../../http/request-context.js';
import { isActiveKey, isLastingAdminKey } from './key-rules.js';
import { requireWithin } from './key-width.js';

/** Whose request it is; what the audit log says of it. */
export type KeyContext = Pick<AuthenticatedContext, 'caller' | 'ip' | 'requestId' | 'nowMs'>;

/** A key, and the one that acts on it as it is now. */
export interface Managed {
  readonly key: ApiKeyRecord;
  readonly holder: ApiKeyRecord;
}

/** Finds keys for a caller, with the rules about whom a key may be managed by. */
export interface KeyFinder {
  /** Throws ApiError `API_KEY_NOT_FOUND` where the caller sees none of this id. */
  get(context: KeyContext, id: string, tx?: Transaction): Promise<ApiKeyRecord>;
  /**
   * The caller's own key as it is now, under the organization's lock: it may have been revoked or
   * narrowed since the request was let in, and two keys may be changing each other.
   */
  getHolder(tx: Transaction, context: KeyContext): Promise<ApiKeyRecord>;
  /** Throws ApiError `INSUFFICIENT_PERMISSIONS` where the key is wider than the caller's. */
  getToManage(tx: Transaction, context: KeyContext, id: string): Promise<Managed>;
  /** Throws ApiError `API_KEY_NOT_ACTIVE` as well. */
  getActiveToManage(tx: Transaction, context: KeyContext, id: string): Promise<Managed>;
  /** After a change: throws ApiError `LAST_ADMIN_KEY` where the key was the last of its kind. */
  requireAdminLeft(tx: Transaction, before: ApiKeyRecord): Promise<void>;
}

/** Makes the finder over the stores. */
export function createKeyFinder({
  storage: { apiKeys, organizations },
}: {
  readonly storage: Pick<Storage, 'apiKeys' | 'organizations'>;
}): KeyFinder {
  async function get(context: KeyContext, id: string, tx?: Transaction): Promise<ApiKeyRecord> {
    const { orgId, environment } = context.caller.tenant;
    const key = await apiKeys.get(orgId, id, tx === undefined ? {} : { tx });
    // A test key sees the sandbox only: a live key is to it as one that isn't there.
    if (key === null || (environment === 'test' && key.environment === 'live')) return refuseMissing(id);
    return key;
  }

  async function getHolder(tx: Transaction, { caller, nowMs }: KeyContext): Promise<ApiKeyRecord> {
    await organizations.lock(tx, caller.tenant.orgId);
    const holder = await apiKeys.get(caller.tenant.orgId, caller.key.id, { tx });
    if (holder === null || !isActiveKey(holder, nowMs)) throw new ApiError({ code: 'API_KEY_DISABLED' });
    if (!hasScope(holder.scopes, 'admin')) throw new ApiError({ code: 'INSUFFICIENT_PERMISSIONS' });
    return holder;
  }

  async function getToManage(tx: Transaction, context: KeyContext, id: string): Promise<Managed> {
    const holder = await getHolder(tx, context);
    const key = await get(context, id, tx);
    requireWithin(key, holder);
    return { key, holder };
  }

  async function getActiveToManage(tx: Transaction, context: KeyContext, id: string): Promise<Managed> {
    const managed = await getToManage(tx, context, id);
    if (!isActiveKey(managed.key, context.nowMs)) throw new ApiError({ code: 'API_KEY_NOT_ACTIVE' });
    return managed;
  }

  async function requireAdminLeft(tx: Transaction, before: ApiKeyRecord): Promise<void> {
    if (!isLastingAdminKey(before)) return;
    const left = await apiKeys.countLastingAdminKeys(tx, before.orgId);
    if (left === 0) throw new ApiError({ code: 'LAST_ADMIN_KEY' });
  }

  return { get, getHolder, getToManage, getActiveToManage, requireAdminLeft };
}

function refuseMissing(id: string): never {
  throw new ApiError({ code: 'API_KEY_NOT_FOUND', details: { key_id: id } });
}
