import type { Migration } from '../../migration.js';

// As on SQLite. A constant default adds the column without rewriting a row.
const sql = `
alter table organizations
  add column agreement json,
  add column is_payment_approved boolean not null default false;

create table agreement_changes (
  org_id text collate "C" not null,
  seq integer not null,
  starts_at_ms bigint not null,
  agreement json,
  key_id text,
  primary key (org_id, seq)
);
create function refuse_to_change_agreement_changes() returns trigger language plpgsql as
$$ begin raise exception 'agreement_changes is append-only'; end $$;
create trigger agreement_changes_keep_rows before update or delete or truncate on agreement_changes
  for each statement execute function refuse_to_change_agreement_changes();

grant select, insert on agreement_changes to memory_api_tenant;
alter table agreement_changes enable row level security, force row level security;
create policy tenant on agreement_changes to memory_api_tenant using (org_id = current_setting('memory_api.org_id'));
`;

/** What was agreed with each organization beside its plan, and whether it may pay later. */
export const agreements: Migration = { number: 7, name: 'agreements', sql };
