import type { Environment, Scope } from '@memory-api/contract';
import type { Organization } from '../accounts/organization-store.js';
import type { Page, PageRequest } from '../page.js';
import type { ReadOptions, Transaction } from '../transaction.js';

/** An API key as it is kept: its hash, never its text. Times are epoch milliseconds. */
export type ApiKeyRecord = {
  /** `key_…`, sortable by time. */
  readonly id: string;
  /** The organization that it belongs to. */
  readonly orgId: string;
  /** Which of the two worlds of its organization it opens. */
  readonly environment: Environment;
  /** For people; need not be unique. */
  readonly name: string;
  /** The first characters and `…`, as lists show it. */
  readonly keyPrefix: string;
  /** SHA-256 of the key's text, as `hashApiKey` writes it. */
  readonly keyHash: string;
  /** What it lets its holder do. */
  readonly scopes: readonly Scope[];
  /** The namespaces that it may touch; null: every one. */
  readonly namespaces: readonly string[] | null;
  /** Addresses and CIDR ranges it may come from; null: every one. */
  readonly ipAllowlist: readonly string[] | null;
  /** Epoch milliseconds. */
  readonly createdAtMs: number;
  /** The key that made it; null where the server did (signup, first start). */
  readonly createdByKeyId: string | null;
  /** From this moment on it is refused (`API_KEY_EXPIRED`); null: never. */
  readonly expiresAtMs: number | null;
  /** When it was revoked; null while it was not. Revoked keys stay for ever. */
  readonly revokedAtMs: number | null;
  /** The key that took this one's place, once it has been rotated. */
  readonly rotatedToKeyId: string | null;
  /** The end of the time that a rotated key still works. */
  readonly graceUntilMs: number | null;
  /** Right to within a minute; null: never used. */
  readonly lastUsedAtMs: number | null;
};

/** What can be changed of a key; what is left out stays. */
export type ApiKeyPatch = {
  /** New name, for people. */
  readonly name?: string | undefined;
  /** All scopes from now on, not those to add. */
  readonly scopes?: readonly Scope[] | undefined;
  /** All namespaces from now on; null: every one. */
  readonly namespaces?: readonly string[] | null | undefined;
  /** All addresses from now on; null: every one. */
  readonly ipAllowlist?: readonly string[] | null | undefined;
  /** New end, in epoch milliseconds; null: none. */
  readonly expiresAtMs?: number | null | undefined;
  /** The key that takes its place. */
  readonly rotatedToKeyId?: string | null | undefined;
  /** Until when it still works after a rotation, in epoch milliseconds. */
  readonly graceUntilMs?: number | null | undefined;
};

/** A use of a key, gathered by the server and written now and then. */
export type ApiKeyUse = {
  /** The organization of the key. */
  readonly orgId: string;
  /** Id of the key. */
  readonly id: string;
  /** Epoch milliseconds. */
  readonly atMs: number;
};

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
  /** Adds a key. Its hash must be new, which 190 random bits see to. */
  create(tx: Transaction, record: ApiKeyRecord): Promise<void>;
  /** A key of the organization by id, revoked and expired ones too, or null. */
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
