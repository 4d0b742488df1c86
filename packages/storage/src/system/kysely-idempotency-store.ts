import { ApiError } from '@memory-api/contract';
import type { Kysely, Selectable } from 'kysely';
import { compileStatement } from '../compile-statement.js';
import type { Codec, Engine } from '../dialects/engine.js';
import { connectionOf, readerOf } from '../open-transaction.js';
import type { Tables } from '../tables.js';
import type { Tenant } from '../tenant.js';
import { IDEMPOTENCY_WINDOW_MS, type IdempotencyRecord, type IdempotencyStore } from './idempotency-store.js';

type IdempotencyRow = Selectable<Tables['idempotency']>;

/** Keeps answers for repeated requests over Kysely. */
export function createIdempotencyStore(engine: Engine): IdempotencyStore {
  const { builder, codec } = engine;
  const byKey = compileByKey(builder);
  return {
    async find(tenant, key, nowMs, options) {
      const { orgId, environment } = tenant;
      const sinceMs = nowMs - IDEMPOTENCY_WINDOW_MS;
      const db = readerOf(engine, tenant, options);
      const [row] = await byKey(db, { orgId, environment, key, sinceMs });
      return row === undefined ? null : toRecord(codec, row);
    },
    async save(tx, tenant, record) {
      const row = toRow(codec, tenant, record);
      const sinceMs = record.createdAtMs - IDEMPOTENCY_WINDOW_MS;
      // An answer past its day that the sweeper has not met yet gives way to the new one.
      const saved = await connectionOf(tx, tenant)
        .insertInto('idempotency')
        .values(row)
        .onConflict((conflict) =>
          conflict
            .columns(['org_id', 'environment', 'key'])
            .doUpdateSet(row)
            .where('idempotency.created_at_ms', '<=', sinceMs),
        )
        .returning('key')
        .executeTakeFirst();
      if (saved === undefined) throw new ApiError({ code: 'IDEMPOTENCY_IN_PROGRESS' });
    },
  };
}

function compileByKey(db: Kysely<Tables>) {
  return compileStatement((p: Tenant & { key: string; sinceMs: number }) =>
    db
      .selectFrom('idempotency')
      .selectAll()
      .where('org_id', '=', p.orgId)
      .where('environment', '=', p.environment)
      .where('key', '=', p.key)
      .where('created_at_ms', '>', p.sinceMs),
  );
}

function toRow(codec: Codec, tenant: Tenant, record: IdempotencyRecord): IdempotencyRow {
  return {
    org_id: tenant.orgId,
    environment: tenant.environment,
    key: record.key,
    fingerprint: record.fingerprint,
    status: record.status,
    headers: codec.toJson(record.headers),
    body: record.body,
    is_encrypted: codec.toBoolean(record.isEncrypted),
    key_id: record.keyId,
    created_at_ms: record.createdAtMs,
  };
}

function toRecord(codec: Codec, row: IdempotencyRow): IdempotencyRecord {
  return {
    key: row.key,
    fingerprint: row.fingerprint,
    status: row.status,
    headers: codec.fromJson(row.headers) as Readonly<Record<string, string>>,
    body: row.body,
    isEncrypted: codec.fromBoolean(row.is_encrypted),
    keyId: row.key_id,
    createdAtMs: row.created_at_ms,
  };
}
