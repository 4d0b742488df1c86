import type { Migration } from '../../migration.js';

// What is due is on the organization itself: authentication reads that row anyway, so a change that was decided for
// later takes effect at its millisecond, without a job and without another read.
const sql = `
alter table organizations add column next_plan_id text;
alter table organizations add column next_plan_at_ms integer;
alter table organizations add column trial_ends_at_ms integer;

create table plan_changes (
  org_id text not null,
  seq integer not null,
  from_plan_id text not null,
  plan_id text not null,
  decided_at_ms integer not null,
  starts_at_ms integer not null,
  trial_ends_at_ms integer,
  key_id text,
  primary key (org_id, seq)
) strict, without rowid;
create trigger plan_changes_keep_rows before delete on plan_changes
begin select raise(abort, 'plan_changes is append-only'); end;
create trigger plan_changes_keep_values before update on plan_changes
begin select raise(abort, 'plan_changes is append-only'); end;
`;

/** What was decided about the plan of each organization, and what of it is to come. */
export const planChanges: Migration = { number: 4, name: 'plan_changes', sql };
