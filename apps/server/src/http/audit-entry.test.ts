import { describe, expect, it } from 'vitest';
import { toAuditEntry } from './audit-entry.js';
import type { Caller } from './request-context.js';

describe('toAuditEntry', () => {
  it('says who did it, when, from where, and by which request', () => {
    const caller = { tenant: { orgId: 'org_1', environment: 'test' }, key: { id: 'key_1' } } as unknown as Caller;
    const context = { ip: '192.0.2.1', requestId: 'req_1', nowMs: 1_000 };
    const action = { action: 'api_key.revoked', targetId: 'key_2', details: { name: 'Server' } };
    expect(toAuditEntry(context, caller, action)).toEqual({
      ...action,
      orgId: 'org_1',
      environment: 'test',
      keyId: 'key_1',
      ip: '192.0.2.1',
      requestId: 'req_1',
      atMs: 1_000,
    });
  });
});
