import type { Migration } from '../../migration.js';

// What holds at present is on the organization, which authentication reads anyway; what held when is in rows, for bills.
const sql = `
alter table organizations add column agreement text;
alter table organizations add column is_payment_approved integer not null default 0;

create table agreement_changes (
  org_id text not null,
  seq integer not null,
  starts_at_ms integer not null,
  agreement text,
  key_id text,
  primary key (org_id, seq)
) strict, without rowid;
create trigger agreement_changes_keep_rows before delete on agreement_changes
begin select raise(abort, 'agreement_changes is append-only'); end;
create trigger agreement_changes_keep_values before update on agreement_changes
begin select raise(abort, 'agreement_changes is append-only'); end;
`;

/** What was agreed with each organization beside its plan, and whether it may pay later. */
export const agreements: Migration = { number: 7, name: 'agreements', sql };
