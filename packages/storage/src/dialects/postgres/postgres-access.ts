import type { Access } from '../../access.js';

/**
 * The roles that statements run as, one for each kind of access. None of them owns anything, may log in, or passes by
 * row-level security; the policies of the schema say what each of them sees.
 */
export const ROLES = {
  tenant: 'memory_api_tenant',
  authentication: 'memory_api_authentication',
  housekeeping: 'memory_api_housekeeping',
} as const;

/** How long statements may take, in milliseconds. */
export type Timeouts = {
  /** One statement, the wait for its locks included. */
  readonly statementMs: number;
  /** The wait for one lock. */
  readonly lockMs: number;
};

/** A statement with its parameters. */
export type ParameterizedStatement = { readonly text: string; readonly values: readonly string[] };

// All for the present transaction only: so it works through a pooler that hands the connection on after each.
const ENTER = `select set_config('role', $1, true), set_config('memory_api.org_id', $2, true),
  set_config('memory_api.environment', $3, true), set_config('statement_timeout', $4, true),
  set_config('lock_timeout', $5, true), set_config('idle_in_transaction_session_timeout', $6, true)`;

/** What makes the present transaction one with this access: role, tenant and time-outs, in one call. */
export function toEnterStatement(access: Access, { statementMs, lockMs }: Timeouts): ParameterizedStatement {
  const role = typeof access === 'string' ? ROLES[access] : ROLES.tenant;
  const [orgId, environment] = typeof access === 'string' ? ['', ''] : [access.orgId, access.environment ?? ''];
  // Between two statements nothing is waited for but this process: one that takes longer is stuck.
  const idleMs = statementMs;
  return { text: ENTER, values: [role, orgId, environment, ...[statementMs, lockMs, idleMs].map(String)] };
}

/** Tells one access from another. */
export function toAccessName(access: Access): string {
  return typeof access === 'string' ? access : `${access.orgId}\n${access.environment ?? ''}`;
}
