import { createId } from '@memory-api/contract';
import type { Selectable } from 'kysely';
import { ofOrganization } from '../access.js';
import type { Codec, Engine } from '../dialects/engine.js';
import { isAfter, toPage, toPageWindow } from '../keyset.js';
import { connectionOf } from '../open-transaction.js';
import type { Tables } from '../tables.js';
import type { AuditRecord, AuditStore } from './audit-store.js';
import { toLimit } from '../limit.js';

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
    async list(orgId, request) {
      const { after, offset, limit } = toPageWindow(request);
      const entries = reader(ofOrganization(orgId)).selectFrom('audit_log').where('org_id', '=', orgId);
      const count = entries.select((eb) => eb.fn.countAll<number>().as('total'));
      const { total } = await count.executeTakeFirstOrThrow();
      const rows = await entries
        .selectAll()
        .where(isAfter(['at_ms', 'id'], after))
        .orderBy('at_ms', 'desc')
        .orderBy('id', 'desc')
        .limit(toLimit(limit))
        .offset(toLimit(offset))
        .execute();
      return toPage({
        rows,
        total: Number(total),
        perPage: request.perPage,
        toKeyset: (row) => ({ atMs: row.at_ms, id: row.id }),
        toItem: (row) => toAuditRecord(codec, row),
      });
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
