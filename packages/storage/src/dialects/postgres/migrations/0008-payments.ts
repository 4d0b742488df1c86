import type { Migration } from '../../migration.js';

// Whoever collects looks for what is due, whoever it belongs to: it sees the ids alone.
const sql = `
create table payment_customers (
  org_id text collate "C" not null primary key,
  customer_id text not null,
  has_payment_method boolean not null
);

create table collections (
  org_id text collate "C" not null,
  invoice_id text collate "C" not null,
  external_id text,
  state text not null check (state in ('due', 'open', 'paid', 'void')),
  attempts integer not null,
  due_at_ms bigint,
  failed_at_ms bigint,
  primary key (org_id, invoice_id)
);
create index collections_due on collections (due_at_ms) where due_at_ms is not null;

create table payment_events (
  org_id text collate "C" not null,
  event_id text collate "C" not null,
  kind text not null,
  at_ms bigint not null,
  primary key (org_id, event_id)
);

grant select, insert, update on payment_customers, collections to memory_api_tenant;
grant select, insert on payment_events to memory_api_tenant;
grant select (org_id, invoice_id, due_at_ms) on collections to memory_api_housekeeping;
${['payment_customers', 'collections', 'payment_events']
  .map(
    (table) => `alter table ${table} enable row level security, force row level security;
create policy tenant on ${table} to memory_api_tenant using (org_id = current_setting('memory_api.org_id'));`,
  )
  .join('\n')}
create policy find_due on collections for select to memory_api_housekeeping
  using (current_user = 'memory_api_housekeeping');
`;

/** What a payment provider knows of organizations and invoices, and what it has told; who sees what of that. */
export const payments: Migration = { number: 8, name: 'payments', sql };
