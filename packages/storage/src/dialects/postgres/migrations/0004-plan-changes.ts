import type { Migration } from '../../migration.js';

// What is due is on the organization itself: authentication reads that row anyway, so a change that was decided for
// later takes effect at its millisecond, without a job and without another read.
const sql = `
alter table organizations
  add column next_plan_id text,
  add column next_plan_at_ms bigint,
  add column trial_ends_at_ms bigint;

create table plan_changes (
  org_id text collate "C" not null,
  seq integer not null,
  from_plan_id text not null,
  plan_id text not null,
  decided_at_ms bigint not null,
  starts_at_ms bigint not null,
  trial_ends_at_ms bigint,
  key_id text,
  primary key (org_id, seq)
);
create function refuse_to_change_plan_changes() returns trigger language plpgsql as
$$ begin raise exception 'plan_changes is append-only'; end $$;
create trigger plan_changes_keep_rows before update or delete or truncate on plan_changes
  for each statement execute function refuse_to_change_plan_changes();

grant select, insert on plan_changes to memory_api_tenant;
alter table plan_changes enable row level security, force row level security;
create policy tenant on plan_changes to memory_api_tenant using (org_id = current_setting('memory_api.org_id'));
`;

/** What was decided about the plan of each organization, and what of it is to come. */
export const planChanges: Migration = { number: 4, name: 'plan_changes', sql };
