import type { AuditEntry } from '@memory-api/contract';
import type { AuditRecord, Storage } from '@memory-api/storage';
import type { FastifyInstance } from 'fastify';
import { toPageRequest, toPagination } from '../../http/page-request.js';
import { registerOperation } from '../../http/route.js';

/** The routes of the room `audit`, as a plugin. */
export function createAuditRoutes({
  storage,
}: {
  readonly storage: Pick<Storage, 'audit'>;
}): (app: FastifyInstance) => void {
  return (app) => {
    registerOperation(app, 'listAuditLog', async ({ query }, { caller }) => {
      const request = toPageRequest(query);
      const page = await storage.audit.list(caller.tenant.orgId, request);
      return { data: page.items.map(toWireAuditEntry), pagination: toPagination(request, page) };
    });
  };
}

/** One entry as the audit log shows it. */
export function toWireAuditEntry(record: AuditRecord): AuditEntry {
  return {
    id: record.id,
    action: record.action,
    target_id: record.targetId,
    key_id: record.keyId,
    environment: record.environment,
    ip: record.ip,
    request_id: record.requestId,
    details: { ...record.details },
    created_at: new Date(record.atMs).toISOString(),
  };
}
