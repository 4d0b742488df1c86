import type { Selectable } from 'kysely';
import { ofOrganization } from '../access.js';
import type { Engine } from '../dialects/engine.js';
import { toLimit } from '../limit.js';
import { connectionOf, readerOf } from '../open-transaction.js';
import type { Tables } from '../tables.js';
import type { Collection, CollectionState, PaymentStore } from './payment-store.js';

type CollectionRow = Selectable<Tables['collections']>;

/** Keeps payments over Kysely. */
export function createPaymentStore(engine: Engine): PaymentStore {
  const { codec } = engine;
  return {
    async getCustomer(orgId, options) {
      const db = readerOf(engine, ofOrganization(orgId), options);
      const query = db.selectFrom('payment_customers').selectAll().where('org_id', '=', orgId);
      const row = await query.executeTakeFirst();
      if (row === undefined) return null;
      return { orgId, customerId: row.customer_id, hasPaymentMethod: codec.fromBoolean(row.has_payment_method) };
    },
    async saveCustomer(tx, { orgId, customerId, hasPaymentMethod }) {
      const columns = { customer_id: customerId, has_payment_method: codec.toBoolean(hasPaymentMethod) };
      await connectionOf(tx, ofOrganization(orgId))
        .insertInto('payment_customers')
        .values({ org_id: orgId, ...columns })
        .onConflict((conflict) => conflict.column('org_id').doUpdateSet(columns))
        .execute();
    },
    async getCollection(orgId, invoiceId, options) {
      const db = readerOf(engine, ofOrganization(orgId), options);
      const query = db.selectFrom('collections').selectAll().where('org_id', '=', orgId);
      const row = await query.where('invoice_id', '=', invoiceId).executeTakeFirst();
      return row === undefined ? null : toCollection(row);
    },
    async saveCollection(tx, collection) {
      const { org_id, invoice_id, ...columns } = toRow(collection);
      await connectionOf(tx, ofOrganization(org_id))
        .insertInto('collections')
        .values({ org_id, invoice_id, ...columns })
        .onConflict((conflict) => conflict.columns(['org_id', 'invoice_id']).doUpdateSet(columns))
        .execute();
    },
    findDue: ({ nowMs, limit }) =>
      engine
        .reader('housekeeping')
        .selectFrom('collections')
        .select(['org_id as orgId', 'invoice_id as invoiceId'])
        .where('due_at_ms', '<=', nowMs)
        .orderBy('due_at_ms')
        .limit(toLimit(limit))
        .execute(),
    async noteEvent(tx, { orgId, eventId, kind, atMs }) {
      const added = await connectionOf(tx, ofOrganization(orgId))
        .insertInto('payment_events')
        .values({ org_id: orgId, event_id: eventId, kind, at_ms: atMs })
        .onConflict((conflict) => conflict.columns(['org_id', 'event_id']).doNothing())
        .returning('event_id')
        .executeTakeFirst();
      return added !== undefined;
    },
  };
}

function toRow(collection: Collection): CollectionRow {
  return {
    org_id: collection.orgId,
    invoice_id: collection.invoiceId,
    external_id: collection.externalId,
    state: collection.state,
    attempts: collection.attempts,
    due_at_ms: collection.dueAtMs,
    failed_at_ms: collection.failedAtMs,
  };
}

function toCollection(row: CollectionRow): Collection {
  return {
    orgId: row.org_id,
    invoiceId: row.invoice_id,
    externalId: row.external_id,
    state: row.state as CollectionState,
    attempts: row.attempts,
    dueAtMs: row.due_at_ms,
    failedAtMs: row.failed_at_ms,
  };
}
