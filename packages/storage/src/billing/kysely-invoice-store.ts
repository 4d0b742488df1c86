import { type Kysely, type RawBuilder, type Selectable, type SqlBool, sql } from 'kysely';
import { ofOrganization } from '../access.js';
import { toLimit } from '../limit.js';
import type { Codec, Engine } from '../dialects/engine.js';
import { readPage } from '../read-page.js';
import { connectionOf, readerOf } from '../open-transaction.js';
import type { Tables } from '../tables.js';
import type { InvoiceDraft, InvoiceLine, InvoiceRecord, InvoiceStatus, InvoiceStore } from './invoice-store.js';

type InvoiceRow = Selectable<Tables['invoices']>;

/** Keeps invoices over Kysely. */
export function createInvoiceStore(engine: Engine): InvoiceStore {
  const { codec } = engine;
  const toRecord = (row: InvoiceRow | undefined): InvoiceRecord | null =>
    row === undefined ? null : toInvoice(codec, row);
  const select = (db: Kysely<Tables>, orgId: string) =>
    db.selectFrom('invoices').selectAll().where('org_id', '=', orgId);

  return {
    async issue(tx, draft) {
      const db = connectionOf(tx, ofOrganization(draft.orgId));
      const record = toIssued(draft, (await findLastNumber(db, draft.orgId)) + 1);
      const issued = await db
        .insertInto('invoices')
        .values(toRow(codec, record))
        .onConflict((conflict) => conflict.columns(['org_id', 'period_from_ms']).where(IN_FORCE).doNothing())
        .returning('invoice_id')
        .executeTakeFirst();
      return issued === undefined ? null : record;
    },
    async get(orgId, id, options) {
      const query = select(readerOf(engine, ofOrganization(orgId), options), orgId);
      return toRecord(await query.where('invoice_id', '=', id).executeTakeFirst());
    },
    async getByPeriod(orgId, periodFromMs, options) {
      const query = select(readerOf(engine, ofOrganization(orgId), options), orgId);
      const ofPeriod = query.where('period_from_ms', '=', periodFromMs);
      // None comes after one that isn't void. Index invoices_period.
      return toRecord(await ofPeriod.orderBy('number', 'desc').limit(toLimit(1)).executeTakeFirst());
    },
    list(orgId, request) {
      const invoices = select(engine.reader(ofOrganization(orgId)), orgId);
      return readPage(invoices, request, {
        by: ['issued_at_ms', 'invoice_id'],
        toItem: (row) => toInvoice(codec, row),
      });
    },
    async settle(tx, orgId, id, { status, atMs }) {
      const row = await connectionOf(tx, ofOrganization(orgId))
        .updateTable('invoices')
        .set({ status, paid_at_ms: status === 'paid' ? atMs : null, voided_at_ms: status === 'void' ? atMs : null })
        .where('org_id', '=', orgId)
        .where('invoice_id', '=', id)
        .where('status', '=', 'issued')
        .returningAll()
        .executeTakeFirst();
      return toRecord(row);
    },
  };
}

// The same words as in the index of those in force: engines find it by them.
const IN_FORCE: RawBuilder<SqlBool> = sql`status <> 'void'`;

/** The lock on the organization keeps two from taking the same number. */
async function findLastNumber(db: Kysely<Tables>, orgId: string): Promise<number> {
  const numbered = db.selectFrom('invoices').where('org_id', '=', orgId);
  const { last } = await numbered.select((eb) => eb.fn.max('number').as('last')).executeTakeFirstOrThrow();
  return last ?? 0;
}

function toIssued(draft: InvoiceDraft, number: number): InvoiceRecord {
  const isPaid = draft.totalCents === 0;
  return {
    ...draft,
    number,
    status: isPaid ? 'paid' : 'issued',
    paidAtMs: isPaid ? draft.issuedAtMs : null,
    voidedAtMs: null,
  };
}

function toRow(codec: Codec, invoice: InvoiceRecord): InvoiceRow {
  return {
    org_id: invoice.orgId,
    invoice_id: invoice.id,
    number: invoice.number,
    period_from_ms: invoice.periodFromMs,
    period_to_ms: invoice.periodToMs,
    status: invoice.status,
    lines: codec.toJson(invoice.lines),
    period_cents: invoice.periodCents,
    total_cents: invoice.totalCents,
    basis: codec.toJson(invoice.basis),
    issued_at_ms: invoice.issuedAtMs,
    paid_at_ms: invoice.paidAtMs,
    voided_at_ms: invoice.voidedAtMs,
  };
}

function toInvoice(codec: Codec, row: InvoiceRow): InvoiceRecord {
  return {
    id: row.invoice_id,
    orgId: row.org_id,
    number: row.number,
    periodFromMs: row.period_from_ms,
    periodToMs: row.period_to_ms,
    status: row.status as InvoiceStatus,
    lines: codec.fromJson(row.lines) as readonly InvoiceLine[],
    periodCents: row.period_cents,
    totalCents: row.total_cents,
    basis: codec.fromJson(row.basis),
    issuedAtMs: row.issued_at_ms,
    paidAtMs: row.paid_at_ms,
    voidedAtMs: row.voided_at_ms,
  };
}
