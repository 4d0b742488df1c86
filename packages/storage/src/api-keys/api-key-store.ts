import type { Environment, Scope } from '@memory-api/contract';
import type { Organization } from '../accounts/organization-store.js';
import type { Page, PageRequest } from '../page.js';
import type { ReadOptions, Transaction } from '../transaction.js';

/** An API key as it is kept: its hash, never its text. Times are epoch milliseconds. */
export type ApiKeyRecord = {
  readonly id: string;
  readonly orgId: string;
  readonly environment: Environment;
  readonly name: string;
  readonly keyPrefix: string;
  /** SHA-256 of the key's text, as `hashApiKey` writes it. */
  readonly keyHash: string;
  readonly scopes: readonly Scope[];
  readonly namespaces: readonly string[] | null;
  readonly ipAllowlist: readonly string[] | null;
  readonly createdAtMs: number;
  readonly createdByKeyId: string | null;
  readonly expiresAtMs: number | null;
  readonly revokedAtMs: number | null;
  /** The key that took this one's place, once it has been rotated. */
  readonly rotatedToKeyId: string | null;
  /** The end of the time that a rotated key still works. */
  readonly graceUntilMs: number | null;
  readonly lastUsedAtMs: number | null;
};

/** What can be changed of a key; what is left out stays. */
export type ApiKeyPatch = {
  readonly name?: string | undefined;
  readonly scopes?: readonly Scope[] | undefined;
  readonly namespaces?: readonly string[] | null | undefined;
  readonly ipAllowlist?: readonly string[] | null | undefined;
  readonly expiresAtMs?: number | null | undefined;
  readonly rotatedToKeyId?: string | null | undefined;
  readonly graceUntilMs?: number | null | undefined;
};

/** A use of a key, gathered by the server and written now and then. */
export type ApiKeyUse = { readonly orgId: string; readonly id: string; readonly atMs: number };

/** API keys. Every change but `touchLastUsed` raises the revision of authentication. */
export interface ApiKeyStore {
  /**
   * Who a key is, by its hash, in one indexed look-up: the only call without a tenant. Revoked and
   * expired keys are found as well; what they may is the caller's to decide.
   */
  findByHash(
    keyHash: string,
    options?: ReadOptions,
  ): Promise<{ readonly key: ApiKeyRecord; readonly organization: Organization } | null>;
  create(tx: Transaction, record: ApiKeyRecord): Promise<void>;
  get(orgId: string, id: string, options?: ReadOptions): Promise<ApiKeyRecord | null>;
  /** Keys of an organization, revoked and expired ones too, newest first. */
  list(
    orgId: string,
    request: PageRequest & { readonly environment?: Environment | undefined },
  ): Promise<Page<ApiKeyRecord>>;
  /** Changes a key; null where the organization has none of this id. */
  update(tx: Transaction, orgId: string, id: string, patch: ApiKeyPatch): Promise<ApiKeyRecord | null>;
  /** Revokes a key. A second time changes nothing. Null where the organization has none of this id. */
  revoke(tx: Transaction, orgId: string, id: string, atMs: number): Promise<ApiKeyRecord | null>;
  /** How many keys would still administer the organization: live, admin, for ever, not rotated away. */
  countLastingAdminKeys(tx: Transaction, orgId: string): Promise<number>;
  /** Notes the last use of keys; an older time than the one known is ignored. */
  touchLastUsed(tx: Transaction, uses: readonly ApiKeyUse[]): Promise<void>;
  /** A number raised by every change of keys and organizations; what other nodes watch. */
  authRevision(): Promise<number>;
}
