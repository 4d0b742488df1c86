import type { Migration } from '../../migration.js';
import { noteMemories } from '../../note-memories.js';

// The ledger is the truth of what was used; deltas and rollups are sums of its rows, which `ledger:verify` recounts.
const SUMS = `
  calls bigint not null,
  tokens_input bigint not null,
  tokens_output bigint not null,
  memories_read bigint not null,
  memories_written bigint not null,
  embeddings bigint not null,
  model_calls bigint not null,
  model_tokens_input bigint not null,
  processing_us bigint not null,`;

const tables = `
create table ledger (
  org_id text collate "C" not null,
  request_id text collate "C" not null,
  environment text collate "C" not null,
  key_id text collate "C" not null,
  operation text collate "C" not null,
  at_ms bigint not null,
  status integer not null,${SUMS}
  primary key (org_id, request_id)
);
create function refuse_to_change_ledger() returns trigger language plpgsql as
$$ begin raise exception 'ledger is append-only'; end $$;
create trigger ledger_keeps_rows before update or delete or truncate on ledger
  for each statement execute function refuse_to_change_ledger();

create table usage_deltas (
  org_id text collate "C" not null,
  environment text collate "C" not null,
  request_id text collate "C" not null,
  hour_ms bigint not null,
  operation text collate "C" not null,
  key_id text collate "C" not null,${SUMS}
  primary key (org_id, environment, request_id)
);

create table usage_rollups (
  org_id text collate "C" not null,
  environment text collate "C" not null,
  span text collate "C" not null,
  start_ms bigint not null,
  operation text collate "C" not null,
  key_id text collate "C" not null,${SUMS}
  primary key (org_id, environment, span, start_ms, operation, key_id)
);

create table stored_memories (
  org_id text collate "C" not null,
  environment text collate "C" not null,
  period_ms bigint not null,
  stored bigint not null,
  peak bigint not null,
  until_ms bigint not null,
  primary key (org_id, environment, period_ms)
);
create table stored_changes (
  org_id text collate "C" not null,
  environment text collate "C" not null,
  at_ms bigint not null,
  id text collate "C" not null,
  change bigint not null,
  primary key (org_id, environment, at_ms, id)
);
create index stored_changes_at on stored_changes (at_ms);

alter table memories no force row level security;
${noteMemories}
alter table memories force row level security;
`;

// One commit holds the rows of many organizations' reads: the role that makes it may add rows, and see none.
const rights = `
grant select, insert on ledger to memory_api_tenant;
grant select, insert, delete on usage_deltas to memory_api_tenant;
grant select, insert, update on usage_rollups to memory_api_tenant;
grant insert on ledger, usage_deltas to memory_api_metering;
grant select, insert, update on stored_memories to memory_api_tenant;
grant select, insert, delete on stored_changes to memory_api_tenant;
grant select (org_id, environment) on ledger, usage_deltas, usage_rollups to memory_api_housekeeping;
grant select (org_id, environment, at_ms) on stored_changes to memory_api_housekeeping;

${['ledger', 'usage_deltas', 'usage_rollups', 'stored_memories', 'stored_changes']
  .map(
    (table) => `alter table ${table} enable row level security, force row level security;
create policy tenant on ${table} to memory_api_tenant using (org_id = current_setting('memory_api.org_id')
  and environment = current_setting('memory_api.environment'));
create policy find_tenants on ${table} for select to memory_api_housekeeping
  using (current_user = 'memory_api_housekeeping');`,
  )
  .join('\n')}
${['ledger', 'usage_deltas']
  .map(
    (table) => `create policy metering on ${table} for insert to memory_api_metering
  with check (current_user = 'memory_api_metering');`,
  )
  .join('\n')}
`;

/** One row a counted request, the sums of them, and how many memories are stored; who sees what of them. */
export const ledger: Migration = { number: 5, name: 'ledger', sql: tables + rights };
