import { createApiKey, createId, hashApiKey, toKeyPrefix } from '@memory-api/contract';
import type { ApiKeyRecord, Storage, Transaction } from '@memory-api/storage';

/** What a new key is to be. */
export type NewKey = Pick<
  ApiKeyRecord,
  | 'orgId'
  | 'environment'
  | 'name'
  | 'scopes'
  | 'namespaces'
  | 'ipAllowlist'
  | 'createdByKeyId'
  | 'expiresAtMs'
  | 'createdAtMs'
>;

/** A key that was just made: its full text exists here, and nowhere else. */
export interface IssuedKey {
  readonly record: ApiKeyRecord;
  readonly secret: string;
}

/** Makes a key inside a transaction. `secret` is given where the operator chose the key himself. */
export type IssueKey = (transaction: Transaction, key: NewKey, secret?: string) => Promise<IssuedKey>;

/** Makes the one place where keys come into being. */
export function createIssueKey({ storage }: { readonly storage: Pick<Storage, 'apiKeys'> }): IssueKey {
  return async (transaction, key, secret = createApiKey(key.environment)) => {
    const record: ApiKeyRecord = {
      ...key,
      id: createId('key', key.createdAtMs),
      keyPrefix: toKeyPrefix(secret),
      keyHash: hashApiKey(secret),
      revokedAtMs: null,
      rotatedToKeyId: null,
      graceUntilMs: null,
      lastUsedAtMs: null,
    };
    await storage.apiKeys.create(transaction, record);
    return { record, secret };
  };
}
