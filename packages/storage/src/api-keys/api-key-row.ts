import type { Scope } from '@memory-api/contract';
import type { Selectable } from 'kysely';
import type { Codec } from '../dialects/engine.js';
import type { JsonColumn, Tables } from '../tables.js';
import type { ApiKeyRecord } from './api-key-store.js';

/** A row of `api_keys`, as selected. */
export type ApiKeyRow = Selectable<Tables['api_keys']>;

/** Maps a row of `api_keys` to its domain object. */
export function toApiKey(codec: Codec, row: ApiKeyRow): ApiKeyRecord {
  return {
    id: row.id,
    orgId: row.org_id,
    environment: row.environment,
    name: row.name,
    keyPrefix: row.key_prefix,
    keyHash: row.key_hash,
    scopes: codec.fromJson(row.scopes) as Scope[],
    namespaces: toList(codec, row.namespaces),
    ipAllowlist: toList(codec, row.ip_allowlist),
    createdAtMs: row.created_at_ms,
    createdByKeyId: row.created_by_key_id,
    expiresAtMs: row.expires_at_ms,
    revokedAtMs: row.revoked_at_ms,
    rotatedToKeyId: row.rotated_to_key_id,
    graceUntilMs: row.grace_until_ms,
    lastUsedAtMs: row.last_used_at_ms,
  };
}

/** Maps an API key to its row. */
export function toApiKeyRow(codec: Codec, key: ApiKeyRecord): ApiKeyRow {
  return {
    org_id: key.orgId,
    id: key.id,
    environment: key.environment,
    name: key.name,
    key_prefix: key.keyPrefix,
    key_hash: key.keyHash,
    scopes: codec.toJson(key.scopes),
    namespaces: key.namespaces === null ? null : codec.toJson(key.namespaces),
    ip_allowlist: key.ipAllowlist === null ? null : codec.toJson(key.ipAllowlist),
    created_at_ms: key.createdAtMs,
    created_by_key_id: key.createdByKeyId,
    expires_at_ms: key.expiresAtMs,
    revoked_at_ms: key.revokedAtMs,
    rotated_to_key_id: key.rotatedToKeyId,
    grace_until_ms: key.graceUntilMs,
    last_used_at_ms: key.lastUsedAtMs,
  };
}

function toList(codec: Codec, column: JsonColumn | null): string[] | null {
  return column === null ? null : (codec.fromJson(column) as string[]);
}
