import type { Migration } from '../../migration.js';

// What was asked for stays as it was: of an invoice only its status changes, of credits and their uses nothing.
const sql = `
create table invoices (
  org_id text not null,
  invoice_id text not null,
  number integer not null,
  period_from_ms integer not null,
  period_to_ms integer not null,
  status text not null check (status in ('issued', 'paid', 'void')),
  lines text not null,
  period_cents integer not null,
  total_cents integer not null check (total_cents >= 0),
  basis text not null,
  issued_at_ms integer not null,
  paid_at_ms integer,
  voided_at_ms integer,
  primary key (org_id, invoice_id)
) strict, without rowid;
create unique index invoices_number on invoices (org_id, number);
create unique index invoices_period on invoices (org_id, period_from_ms);
create index invoices_newest on invoices (org_id, issued_at_ms, invoice_id);
create trigger invoices_keep_rows before delete on invoices
begin select raise(abort, 'invoices are kept as they were issued'); end;
create trigger invoices_keep_values
before update of org_id, invoice_id, number, period_from_ms, period_to_ms, lines, period_cents, total_cents, basis,
  issued_at_ms on invoices
begin select raise(abort, 'invoices are kept as they were issued'); end;

create table credits (
  org_id text not null,
  credit_id text not null,
  amount_cents integer not null check (amount_cents > 0),
  expires_at_ms integer,
  note text not null,
  created_at_ms integer not null,
  primary key (org_id, credit_id)
) strict, without rowid;

create table credit_uses (
  org_id text not null,
  invoice_id text not null,
  credit_id text not null,
  amount_cents integer not null check (amount_cents > 0),
  primary key (org_id, invoice_id, credit_id)
) strict, without rowid;
create index credit_uses_credit on credit_uses (org_id, credit_id);

${['credits', 'credit_uses']
  .map(
    (table) => `create trigger ${table}_keep_rows before delete on ${table}
begin select raise(abort, '${table} is append-only'); end;
create trigger ${table}_keep_values before update on ${table}
begin select raise(abort, '${table} is append-only'); end;`,
  )
  .join('\n')}
`;

/** Invoices, credits, and what invoices took of these. */
export const billing: Migration = { number: 6, name: 'billing', sql };
