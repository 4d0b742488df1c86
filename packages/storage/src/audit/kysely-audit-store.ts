import { createId } from '@memory-api/contract';
import type { Selectable } from 'kysely';
import { ofOrganization } from '../access.js';
import type { Codec, Engine } from '../dialects/engine.js';
import { readPage } from '../read-page.js';
import { connectionOf } from '../open-transaction.js';
import type { Tables } from '../tables.js';
import type { AuditRecord, AuditStore } from './audit-store.js';

type AuditRow = Selectable<Tables['audit_log']>;

/** Keeps the audit log over Kysely. */
export function createAuditStore({ reader, codec }: Engine): AuditStore {
  return {
    async append(tx, entry) {
      const record = { ...entry, id: createId('aud', entry.atMs) };
      await connectionOf(tx, ofOrganization(entry.orgId))
        .insertInto('audit_log')
        .values(toAuditRow(codec, record))
        .execute();
      return record;
    },
    list(orgId, request) {
      const entries = reader(ofOrganization(orgId)).selectFrom('audit_log').selectAll().where('org_id', '=', orgId);
      return readPage(entries, request, { by: ['at_ms', 'id'], toItem: (row) => toAuditRecord(codec, row) });
    },
  };
}

function toAuditRow(codec: Codec, record: AuditRecord): AuditRow {
  return {
    org_id: record.orgId,
    at_ms: record.atMs,
    id: record.id,
    environment: record.environment,
    key_id: record.keyId,
    action: record.action,
    target_id: record.targetId,
    details: codec.toJson(record.details),
    ip: record.ip,
    request_id: record.requestId,
  };
}

function toAuditRecord(codec: Codec, row: AuditRow): AuditRecord {
  return {
    id: row.id,
    orgId: row.org_id,
    environment: row.environment,
    keyId: row.key_id,
    action: row.action,
    targetId: row.target_id,
    details: codec.fromJson(row.details) as Readonly<Record<string, unknown>>,
    ip: row.ip,
    requestId: row.request_id,
    atMs: row.at_ms,
  };
}
