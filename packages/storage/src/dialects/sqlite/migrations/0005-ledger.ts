import type { Migration } from '../../migration.js';
import { noteMemories } from '../../note-memories.js';

// The ledger is the truth of what was used; deltas and rollups are sums of its rows, which `ledger:verify` recounts.
const SUMS = `
  calls integer not null,
  tokens_input integer not null,
  tokens_output integer not null,
  memories_read integer not null,
  memories_written integer not null,
  embeddings integer not null,
  model_calls integer not null,
  model_tokens_input integer not null,
  processing_us integer not null,`;

const sql = `
create table ledger (
  org_id text not null,
  request_id text not null,
  environment text not null,
  key_id text not null,
  operation text not null,
  at_ms integer not null,
  status integer not null,${SUMS}
  primary key (org_id, request_id)
) strict, without rowid;
create trigger ledger_keeps_rows before delete on ledger
begin select raise(abort, 'ledger is append-only'); end;
create trigger ledger_keeps_values before update on ledger
begin select raise(abort, 'ledger is append-only'); end;

create table usage_deltas (
  org_id text not null,
  environment text not null,
  request_id text not null,
  hour_ms integer not null,
  operation text not null,
  key_id text not null,${SUMS}
  primary key (org_id, environment, request_id)
) strict, without rowid;

create table usage_rollups (
  org_id text not null,
  environment text not null,
  span text not null,
  start_ms integer not null,
  operation text not null,
  key_id text not null,${SUMS}
  primary key (org_id, environment, span, start_ms, operation, key_id)
) strict, without rowid;

create table stored_memories (
  org_id text not null,
  environment text not null,
  period_ms integer not null,
  stored integer not null,
  peak integer not null,
  until_ms integer not null,
  primary key (org_id, environment, period_ms)
) strict, without rowid;
create table stored_changes (
  org_id text not null,
  environment text not null,
  at_ms integer not null,
  id text not null,
  change integer not null,
  primary key (org_id, environment, at_ms, id)
) strict, without rowid;
create index stored_changes_at on stored_changes (at_ms);
${noteMemories}
`;

/** One row a counted request, the sums of them by hour and day, and how many memories are stored. */
export const ledger: Migration = { number: 5, name: 'ledger', sql };
