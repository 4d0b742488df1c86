import { type RawBuilder, type Selectable, sql } from 'kysely';
import { ofOrganization } from '../access.js';
import type { Engine } from '../dialects/engine.js';
import { connectionOf, readerOf } from '../open-transaction.js';
import type { Tables } from '../tables.js';
import type { Credit, CreditBalance, CreditStore } from './credit-store.js';

/** Keeps credits over Kysely. */
export function createCreditStore(engine: Engine): CreditStore {
  return {
    async append(tx, credit) {
      await connectionOf(tx, ofOrganization(credit.orgId))
        .insertInto('credits')
        .values(toRow(credit))
        .onConflict((conflict) => conflict.columns(['org_id', 'credit_id']).doNothing())
        .execute();
    },
    async list(orgId, options) {
      const rows = await readerOf(engine, ofOrganization(orgId), options)
        .selectFrom('credits')
        .selectAll()
        .select((eb) =>
          eb
            .selectFrom('credit_uses')
            .innerJoin('invoices', (join) =>
              join.on('invoices.org_id', '=', orgId).onRef('invoices.invoice_id', '=', 'credit_uses.invoice_id'),
            )
            .where('credit_uses.org_id', '=', orgId)
            .whereRef('credit_uses.credit_id', '=', 'credits.credit_id')
            .where('invoices.status', '<>', 'void')
            .select(SPENT.as('spent'))
            .as('spent_cents'),
        )
        .where('credits.org_id', '=', orgId)
        .orderBy('credit_id')
        .execute();
      return rows.map(toBalance);
    },
    async spend(tx, orgId, invoiceId, uses) {
      if (uses.length === 0) return;
      const rows = uses.map(({ creditId, amountCents }) => ({
        org_id: orgId,
        invoice_id: invoiceId,
        credit_id: creditId,
        amount_cents: amountCents,
      }));
      await connectionOf(tx, ofOrganization(orgId)).insertInto('credit_uses').values(rows).execute();
    },
  };
}

// A sum of whole numbers stays one on every engine.
const SPENT: RawBuilder<number> = sql`cast(coalesce(sum(credit_uses.amount_cents), 0) as bigint)`;

type CreditRow = Selectable<Tables['credits']>;

function toRow(credit: Credit): CreditRow {
  return {
    org_id: credit.orgId,
    credit_id: credit.id,
    amount_cents: credit.amountCents,
    expires_at_ms: credit.expiresAtMs,
    note: credit.note,
    created_at_ms: credit.createdAtMs,
  };
}

function toBalance(row: CreditRow & { readonly spent_cents: number | null }): CreditBalance {
  return {
    orgId: row.org_id,
    id: row.credit_id,
    amountCents: row.amount_cents,
    expiresAtMs: row.expires_at_ms,
    note: row.note,
    createdAtMs: row.created_at_ms,
    leftCents: row.amount_cents - (row.spent_cents ?? 0),
  };
}
