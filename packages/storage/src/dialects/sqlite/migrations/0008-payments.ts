import type { Migration } from '../../migration.js';

const sql = `
create table payment_customers (
  org_id text not null primary key,
  customer_id text not null,
  has_payment_method integer not null
) strict, without rowid;

create table collections (
  org_id text not null,
  invoice_id text not null,
  external_id text,
  state text not null check (state in ('due', 'open', 'paid', 'void')),
  attempts integer not null,
  due_at_ms integer,
  failed_at_ms integer,
  primary key (org_id, invoice_id)
) strict, without rowid;
create index collections_due on collections (due_at_ms) where due_at_ms is not null;

create table payment_events (
  org_id text not null,
  event_id text not null,
  kind text not null,
  at_ms integer not null,
  primary key (org_id, event_id)
) strict, without rowid;
`;

/** What a payment provider knows of organizations and invoices, and what it has told. */
export const payments: Migration = { number: 8, name: 'payments', sql };
