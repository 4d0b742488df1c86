import type { AuditEntry } from '@memory-api/storage';
import type { Caller, RequestContext } from './request-context.js';

/** What was done, as the room that did it says. `details` never holds a secret. */
export interface AuditedAction {
  readonly action: string;
  readonly targetId: string | null;
  readonly details: Readonly<Record<string, unknown>>;
}

/** Adds who did it, when and from where: the entry that goes into the transaction of the action. */
export function toAuditEntry(
  context: Pick<RequestContext, 'ip' | 'requestId' | 'nowMs'>,
  caller: Pick<Caller, 'tenant' | 'key'>,
  action: AuditedAction,
): AuditEntry {
  return {
    ...action,
    orgId: caller.tenant.orgId,
    environment: caller.tenant.environment,
    keyId: caller.key.id,
    ip: context.ip,
    requestId: context.requestId,
    atMs: context.nowMs,
  };
}
