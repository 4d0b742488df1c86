import {
  ApiError,
  createIdSource,
  type AddUsageCorrectionBody,
  type OperationId,
  type UsageCorrection,
} from '@memory-api/contract';
import { OPERATION_LIST } from '@memory-api/contract/operations';
import { NO_AMOUNTS, type Organization, type Storage, type Transaction, type UsageAmounts } from '@memory-api/storage';
import { toAuditEntry } from '../../http/audit-entry.js';
import { createValidationError } from '../../http/error-answer.js';
import type { AuthenticatedContext } from '../../http/request-context.js';
import { toBillingPeriod } from '../../plans/billing-period.js';
import { NO_KEY, toWireAmounts } from './usage-mapper.js';
import { DAY_MS } from './usage-time.js';

/**
 * Adds a row to the live ledger of an organization by the word of whoever runs the server. No row that is there changes.
 *
 * @throws ApiError NOT_FOUND, VALIDATION_ERROR, or CORRECTION_BELOW_ZERO where the day has less than is taken away
 */
export type AddCorrection = (
  tx: Transaction,
  context: AuthenticatedContext,
  correction: { readonly orgId: string; readonly body: AddUsageCorrectionBody },
) => Promise<UsageCorrection>;

type Stores = Pick<Storage, 'organizations' | 'apiKeys' | 'ledger' | 'usage' | 'audit'>;
type Quantity = keyof AddUsageCorrectionBody['quantities'];

/** Makes the use case over the stores. */
export function createAddCorrection(storage: Stores): AddCorrection {
  const { organizations, ledger, audit } = storage;
  // Of its own: the one that the process shares keeps its ids in order while its time goes on.
  const createId = createIdSource();
  return async (tx, context, { orgId, body }) => {
    // Two that take away from the same day are decided one after the other.
    await organizations.lock(tx, orgId);
    const organization = await organizations.get(orgId, { tx });
    if (organization === null) throw new ApiError({ code: 'NOT_FOUND' });
    const { endpoint, quantities, reason, api_key_id: keyId = null } = body;
    const atMs = toTime(body.at, organization, context.nowMs);
    const operation = toOperation(endpoint);
    await requireKey(storage, tx, orgId, keyId);
    const amounts = toAmounts(quantities);
    await requireEnough(storage, tx, { orgId, atMs, operation, keyId, amounts });
    // Ids of requests tell their time, and what was used before a moment of a day is found by them.
    const requestId = createId('req', atMs);
    const row = { requestId, keyId: keyId ?? NO_KEY, operation, atMs, status: NO_REQUEST, ...amounts };
    await ledger.append(tx, { tenant: { orgId, environment: 'live' }, ...row });
    const said = { at: new Date(atMs).toISOString(), endpoint, api_key_id: keyId, quantities, reason };
    const details = { correction_id: requestId, ...said, by: 'operator' };
    const entry = toAuditEntry(context, context.caller, { action: 'usage.corrected', targetId: orgId, details });
    // Where whoever runs the server sits is nobody else's business.
    await audit.append(tx, { ...entry, orgId, environment: 'live', ip: null });
    return { id: requestId, org_id: orgId, ...said, created_at: new Date(context.nowMs).toISOString() };
  };
}

/** The status of a row that no request was answered for. */
const NO_REQUEST = 0;

/** Older than the month before, no invoice would ask for it any more. */
function toTime(at: string, { createdAtMs }: Organization, nowMs: number): number {
  const atMs = Date.parse(at);
  const before = toBillingPeriod(toBillingPeriod(nowMs).fromMs - 1);
  const fromMs = Math.max(before.fromMs, createdAtMs);
  if (fromMs <= atMs && atMs <= nowMs) return atMs;
  const message = `must be from ${new Date(fromMs).toISOString()} (this month or the one before, and not before the organization was there) to now`;
  throw createValidationError([{ field: 'at', message }]);
}

function toOperation(endpoint: string): OperationId {
  const named = OPERATION_LIST.find(({ method, path, scope, documented }) => {
    // What only an operator may call is in nobody's usage but his own.
    return scope !== null && documented !== false && `${method} ${path}` === endpoint;
  });
  if (named !== undefined) return named.id;
  const message = 'must be method and path of an operation that counts, such as POST /v1/query';
  throw createValidationError([{ field: 'endpoint', message }]);
}

async function requireKey({ apiKeys }: Stores, tx: Transaction, orgId: string, keyId: string | null): Promise<void> {
  if (keyId === null) return;
  const key = await apiKeys.get(orgId, keyId, { tx });
  if (key?.environment === 'live') return;
  throw createValidationError([{ field: 'api_key_id', message: 'must be a live API key of the organization' }]);
}

function toAmounts(quantities: AddUsageCorrectionBody['quantities']): UsageAmounts {
  const amounts = {
    ...NO_AMOUNTS,
    calls: quantities.api_calls ?? 0,
    tokensInput: quantities.tokens_input ?? 0,
    tokensOutput: quantities.tokens_output ?? 0,
    memoriesRead: quantities.memories_read ?? 0,
    memoriesWritten: quantities.memories_written ?? 0,
    embeddings: quantities.embeddings_generated ?? 0,
  };
  if (Object.values(amounts).some((amount) => amount !== 0)) return amounts;
  throw createValidationError([{ field: 'quantities', message: 'must have one that is not 0' }]);
}

/** What is taken away was counted: on that day, for that endpoint, and for the key where one is named. */
async function requireEnough(
  { usage }: Stores,
  tx: Transaction,
  {
    orgId,
    atMs,
    operation,
    keyId,
    amounts,
  }: {
    readonly orgId: string;
    readonly atMs: number;
    readonly operation: string;
    readonly keyId: string | null;
    readonly amounts: UsageAmounts;
  },
): Promise<void> {
  const dayMs = atMs - (atMs % DAY_MS);
  const tenant = { orgId, environment: 'live' } as const;
  const groups = await usage.days(tenant, { fromMs: dayMs, toMs: dayMs + DAY_MS }, 'both', { tx });
  const ofEndpoint = groups.filter((group) => group.operation === operation);
  const ofKey = keyId === null ? ofEndpoint : ofEndpoint.filter((group) => group.keyId === keyId);
  const sums = [ofEndpoint, ofKey].map((rows) => rows.map(toWireAmounts));
  const taken = Object.entries(toWireAmounts(amounts)) as [Quantity, number][];
  const belowZero = taken.flatMap(([quantity, correction]) => {
    const counted = Math.min(...sums.map((rows) => rows.reduce((sum, row) => sum + row[quantity], 0)));
    return correction < 0 && counted + correction < 0 ? [{ quantity, counted, correction }] : [];
  });
  if (belowZero.length > 0) throw new ApiError({ code: 'CORRECTION_BELOW_ZERO', details: { below_zero: belowZero } });
}
