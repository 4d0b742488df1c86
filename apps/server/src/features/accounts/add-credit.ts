import { ApiError, createId, type AddCreditBody } from '@memory-api/contract';
import type { Credit, Storage, Transaction } from '@memory-api/storage';
import { createValidationError } from '../../http/error-answer.js';
import type { AuthenticatedContext } from '../../http/request-context.js';
import { recordAction } from './record-plan-change.js';

/**
 * Gives an organization a credit.
 *
 * @throws ApiError NOT_FOUND, or VALIDATION_ERROR for one that is lost already
 */
export type AddCredit = (
  tx: Transaction,
  context: AuthenticatedContext,
  credit: { readonly orgId: string; readonly body: AddCreditBody },
) => Promise<Credit>;

/** Makes the use case over the stores. */
export function createAddCredit(storage: Pick<Storage, 'organizations' | 'credits' | 'audit'>): AddCredit {
  return async (tx, context, { orgId, body }) => {
    const { nowMs } = context;
    if ((await storage.organizations.get(orgId, { tx })) === null) throw new ApiError({ code: 'NOT_FOUND' });
    const { amount_cents: amountCents, note, expires_at: expiresAt = null } = body;
    const expiresAtMs = expiresAt === null ? null : Date.parse(expiresAt);
    if (expiresAtMs !== null && expiresAtMs <= nowMs) {
      throw createValidationError([{ field: 'expires_at', message: 'must be in the future' }]);
    }
    const credit = { orgId, id: createId('crd', nowMs), amountCents, note, expiresAtMs, createdAtMs: nowMs };
    await storage.credits.append(tx, credit);
    await recordAction(storage, tx, context, {
      orgId,
      action: 'billing.credit_given',
      details: { credit_id: credit.id, amount_cents: amountCents, note, expires_at: expiresAt },
    });
    return credit;
  };
}
