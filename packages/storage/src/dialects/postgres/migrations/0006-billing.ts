import type { Migration } from '../../migration.js';

// What was asked for stays as it was: of an invoice only its status changes, of credits and their uses nothing.
const sql = `
create table invoices (
  org_id text collate "C" not null,
  invoice_id text collate "C" not null,
  number integer not null,
  period_from_ms bigint not null,
  period_to_ms bigint not null,
  status text not null check (status in ('issued', 'paid', 'void')),
  lines json not null,
  period_cents bigint not null,
  total_cents bigint not null check (total_cents >= 0),
  basis json not null,
  issued_at_ms bigint not null,
  paid_at_ms bigint,
  voided_at_ms bigint,
  primary key (org_id, invoice_id)
);
create unique index invoices_number on invoices (org_id, number);
create unique index invoices_period on invoices (org_id, period_from_ms);
create index invoices_newest on invoices (org_id, issued_at_ms, invoice_id);
create function refuse_to_change_invoices() returns trigger language plpgsql as
$$ begin raise exception 'invoices are kept as they were issued'; end $$;
create trigger invoices_keep_rows before delete or truncate on invoices
  for each statement execute function refuse_to_change_invoices();
create trigger invoices_keep_values
  before update of org_id, invoice_id, number, period_from_ms, period_to_ms, lines, period_cents, total_cents, basis,
    issued_at_ms on invoices
  for each statement execute function refuse_to_change_invoices();

create table credits (
  org_id text collate "C" not null,
  credit_id text collate "C" not null,
  amount_cents bigint not null check (amount_cents > 0),
  expires_at_ms bigint,
  note text not null,
  created_at_ms bigint not null,
  primary key (org_id, credit_id)
);

create table credit_uses (
  org_id text collate "C" not null,
  invoice_id text collate "C" not null,
  credit_id text collate "C" not null,
  amount_cents bigint not null check (amount_cents > 0),
  primary key (org_id, invoice_id, credit_id)
);
create index credit_uses_credit on credit_uses (org_id, credit_id);

${['credits', 'credit_uses']
  .map(
    (table) => `create function refuse_to_change_${table}() returns trigger language plpgsql as
$$ begin raise exception '${table} is append-only'; end $$;
create trigger ${table}_keep_rows before update or delete or truncate on ${table}
  for each statement execute function refuse_to_change_${table}();`,
  )
  .join('\n')}

grant select, insert, update (status, paid_at_ms, voided_at_ms) on invoices to memory_api_tenant;
grant select, insert on credits, credit_uses to memory_api_tenant;
${['invoices', 'credits', 'credit_uses']
  .map(
    (table) => `alter table ${table} enable row level security, force row level security;
create policy tenant on ${table} to memory_api_tenant using (org_id = current_setting('memory_api.org_id'));`,
  )
  .join('\n')}
`;

/** Invoices, credits, and what invoices took of these; who sees what of them. */
export const billing: Migration = { number: 6, name: 'billing', sql };
