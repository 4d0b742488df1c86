import type { Migration } from '../../migration.js';

// Two things to know. An index that names every column of a condition answers it alone: that is why the partial ones
// carry deleted_at_ms, which is null in all of their rows.
// And columns that decide come before the long ones: SQLite reads a row only as far as it must, and a
// long text or many vectors lie on pages of their own.
const sql = `
create table settings (
  name text not null primary key,
  value text not null
) strict, without rowid;

create table organizations (
  org_id text not null primary key,
  name text not null,
  email text not null,
  plan_id text not null,
  is_active integer not null,
  is_owner integer not null,
  created_at_ms integer not null
) strict;

create table organization_emails (
  email text not null primary key,
  org_id text not null
) strict, without rowid;

create table api_keys (
  org_id text not null,
  id text not null,
  environment text not null,
  name text not null,
  key_prefix text not null,
  key_hash text not null,
  scopes text not null,
  namespaces text,
  ip_allowlist text,
  created_at_ms integer not null,
  created_by_key_id text,
  expires_at_ms integer,
  revoked_at_ms integer,
  rotated_to_key_id text,
  grace_until_ms integer,
  last_used_at_ms integer,
  primary key (org_id, id)
) strict;
create index api_keys_newest on api_keys (org_id, created_at_ms, id);

create table api_key_hashes (
  key_hash text not null primary key,
  org_id text not null,
  key_id text not null
) strict, without rowid;

create table auth_revision (
  id integer not null primary key check (id = 1),
  revision integer not null
) strict;
insert into auth_revision (id, revision) values (1, 1);

create table namespaces (
  org_id text not null,
  environment text not null,
  namespace text not null,
  epoch integer not null,
  revision integer not null,
  purged_below integer not null,
  seq integer not null,
  live_count integer not null,
  primary key (org_id, environment, namespace)
) strict, without rowid;

create table memories (
  org_id text not null,
  environment text not null,
  namespace text not null,
  id text not null,
  version integer not null,
  seq integer not null,
  revision integer not null,
  created_at_ms integer not null,
  updated_at_ms integer not null,
  deleted_at_ms integer,
  expires_at_ms integer,
  occurred_at_ms integer,
  session_id text,
  metadata text not null,
  text text not null,
  vectors blob not null,
  primary key (org_id, environment, namespace, id)
) strict;
create unique index memories_live_id on memories (org_id, environment, id)
  where deleted_at_ms is null;
create unique index memories_revision on memories (org_id, environment, namespace, revision);
create index memories_newest on memories
  (org_id, environment, created_at_ms, id, namespace, expires_at_ms, deleted_at_ms)
  where deleted_at_ms is null;
create index memories_newest_in_namespace on memories
  (org_id, environment, namespace, created_at_ms, id, expires_at_ms, deleted_at_ms)
  where deleted_at_ms is null;
create index memories_session on memories
  (org_id, environment, session_id, created_at_ms, id, namespace, expires_at_ms, deleted_at_ms)
  where deleted_at_ms is null and session_id is not null;
create index memories_expiring on memories (org_id, environment, expires_at_ms, namespace, deleted_at_ms)
  where deleted_at_ms is null and expires_at_ms is not null;
create index memories_expired on memories (expires_at_ms)
  where deleted_at_ms is null and expires_at_ms is not null;
create index memories_deleted on memories (deleted_at_ms) where deleted_at_ms is not null;

create table memory_versions (
  org_id text not null,
  environment text not null,
  memory_id text not null,
  version integer not null,
  namespace text not null,
  action text not null,
  changed text not null,
  key_id text,
  at_ms integer not null,
  superseded_at_ms integer,
  expires_at_ms integer,
  occurred_at_ms integer,
  session_id text,
  metadata text,
  text text,
  vectors blob,
  primary key (org_id, environment, memory_id, version)
) strict;
create index memory_versions_superseded on memory_versions (superseded_at_ms)
  where superseded_at_ms is not null;

create table idempotency (
  org_id text not null,
  environment text not null,
  key text not null,
  fingerprint text not null,
  status integer not null,
  headers text not null,
  body text not null,
  is_encrypted integer not null,
  key_id text,
  created_at_ms integer not null,
  primary key (org_id, environment, key)
) strict;
create index idempotency_created on idempotency (created_at_ms);

create table audit_log (
  org_id text not null,
  at_ms integer not null,
  id text not null,
  environment text,
  key_id text,
  action text not null,
  target_id text,
  details text not null,
  ip text,
  request_id text,
  primary key (org_id, at_ms, id)
) strict;
create trigger audit_log_keeps_rows before delete on audit_log
begin select raise(abort, 'audit_log is append-only'); end;
create trigger audit_log_keeps_values before update on audit_log
begin select raise(abort, 'audit_log is append-only'); end;
`;

/** Organizations, keys, memories with their versions, namespaces, idempotency, audit, settings. */
export const foundation: Migration = { number: 1, name: 'foundation', sql };
