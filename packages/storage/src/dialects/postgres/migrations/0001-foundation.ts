import type { Migration } from '../../migration.js';

// The tables of SQLite's first step, in PostgreSQL's words. Ids compare as bytes, whatever the database's locale; a
// partial index needs no column for its own condition. VECTORS is written in when the step is taken: `halfvec[]` where
// the database has pgvector, `bytea` where it hasn't.
//
// The order of the indexes on memories matters. Without statistics, or with many tenants, the planner believes that a
// namespace holds one memory, and finds all indexes that begin with it equally good: then it takes the one that was made
// last. Those that lead to one memory come last; in another order a create read its whole namespace.
const tables = `
create table settings (
  name text collate "C" primary key,
  value text not null
);

create table organizations (
  org_id text collate "C" primary key,
  name text not null,
  email text not null,
  plan_id text not null,
  is_active boolean not null,
  is_owner boolean not null,
  created_at_ms bigint not null
);

create table organization_emails (
  email text collate "C" primary key,
  org_id text collate "C" not null
);

create table api_keys (
  org_id text collate "C" not null,
  id text collate "C" not null,
  environment text collate "C" not null,
  name text not null,
  key_prefix text not null,
  key_hash text not null,
  scopes json not null,
  namespaces json,
  ip_allowlist json,
  created_at_ms bigint not null,
  created_by_key_id text,
  expires_at_ms bigint,
  revoked_at_ms bigint,
  rotated_to_key_id text,
  grace_until_ms bigint,
  last_used_at_ms bigint,
  primary key (org_id, id)
);
create index api_keys_newest on api_keys (org_id, created_at_ms, id);

create table api_key_hashes (
  key_hash text collate "C" primary key,
  org_id text collate "C" not null,
  key_id text collate "C" not null
);

create table auth_revision (
  id integer primary key check (id = 1),
  revision bigint not null
);
insert into auth_revision (id, revision) values (1, 1);

create table namespaces (
  org_id text collate "C" not null,
  environment text collate "C" not null,
  namespace text collate "C" not null,
  epoch bigint not null,
  revision bigint not null,
  purged_below bigint not null,
  seq bigint not null,
  live_count bigint not null,
  primary key (org_id, environment, namespace)
);

create table memories (
  org_id text collate "C" not null,
  environment text collate "C" not null,
  namespace text collate "C" not null,
  id text collate "C" not null,
  version bigint not null,
  seq bigint not null,
  revision bigint not null,
  created_at_ms bigint not null,
  updated_at_ms bigint not null,
  deleted_at_ms bigint,
  expires_at_ms bigint,
  occurred_at_ms bigint,
  session_id text collate "C",
  metadata json not null,
  text text not null,
  vectors VECTORS not null
);
create index memories_expired on memories (expires_at_ms) where deleted_at_ms is null and expires_at_ms is not null;
create index memories_deleted on memories (deleted_at_ms) where deleted_at_ms is not null;
create index memories_expiring on memories (org_id, environment, expires_at_ms)
  include (namespace) where deleted_at_ms is null and expires_at_ms is not null;
create index memories_session on memories (org_id, environment, session_id, created_at_ms, id)
  include (namespace, expires_at_ms) where deleted_at_ms is null and session_id is not null;
create index memories_newest on memories (org_id, environment, created_at_ms, id)
  include (namespace, expires_at_ms) where deleted_at_ms is null;
create index memories_newest_in_namespace on memories (org_id, environment, namespace, created_at_ms, id)
  include (expires_at_ms) where deleted_at_ms is null;
create unique index memories_revision on memories (org_id, environment, namespace, revision);
alter table memories add primary key (org_id, environment, namespace, id);
create unique index memories_live_id on memories (org_id, environment, id) where deleted_at_ms is null;

create table memory_versions (
  org_id text collate "C" not null,
  environment text collate "C" not null,
  memory_id text collate "C" not null,
  version bigint not null,
  namespace text collate "C" not null,
  action text not null,
  changed json not null,
  key_id text,
  at_ms bigint not null,
  superseded_at_ms bigint,
  expires_at_ms bigint,
  occurred_at_ms bigint,
  session_id text,
  metadata json,
  text text,
  vectors VECTORS,
  primary key (org_id, environment, memory_id, version)
);
create index memory_versions_superseded on memory_versions (superseded_at_ms) where superseded_at_ms is not null;

create table idempotency (
  org_id text collate "C" not null,
  environment text collate "C" not null,
  key text collate "C" not null,
  fingerprint text not null,
  status integer not null,
  headers json not null,
  body text not null,
  is_encrypted boolean not null,
  key_id text,
  created_at_ms bigint not null,
  primary key (org_id, environment, key)
);
create index idempotency_created on idempotency (created_at_ms);

create table audit_log (
  org_id text collate "C" not null,
  at_ms bigint not null,
  id text collate "C" not null,
  environment text,
  key_id text,
  action text not null,
  target_id text,
  details json not null,
  ip text,
  request_id text,
  primary key (org_id, at_ms, id)
);
create function refuse_to_change_audit_log() returns trigger language plpgsql as
$$ begin raise exception 'audit_log is append-only'; end $$;
create trigger audit_log_keeps_rows before update or delete or truncate on audit_log
  for each statement execute function refuse_to_change_audit_log();
`;

// What each role may touch at all, and, of the tables with a tenant, which rows. The owner has no policy: under FORCE
// it sees none of them. A policy is also that of the role's members, who act in their own name now and then: what is
// open to a whole role is open only to who has become it.
const rights = `
grant select on schema_migrations to public;
grant select on auth_revision to memory_api_tenant, memory_api_authentication;
grant update on auth_revision to memory_api_tenant;
grant select, insert, update on organizations, api_keys to memory_api_tenant;
grant select, insert, delete on organization_emails to memory_api_tenant;
grant select, insert on api_key_hashes, audit_log to memory_api_tenant;
grant select, insert, update, delete on namespaces, memories, memory_versions, idempotency to memory_api_tenant;
grant select on api_key_hashes, api_keys, organizations to memory_api_authentication;
grant select (org_id, environment, namespace, id, deleted_at_ms, expires_at_ms) on memories to memory_api_housekeeping;
grant select (org_id, environment, memory_id, version, superseded_at_ms) on memory_versions to memory_api_housekeeping;
grant select (org_id, environment, key, created_at_ms) on idempotency to memory_api_housekeeping;
grant select, update (epoch) on namespaces to memory_api_housekeeping;
grant select, insert, update, delete on settings to memory_api_housekeeping;

${['organizations', 'organization_emails', 'api_keys', 'api_key_hashes', 'audit_log']
  .map(
    (table) => `alter table ${table} enable row level security, force row level security;
create policy tenant on ${table} to memory_api_tenant using (org_id = current_setting('memory_api.org_id'));`,
  )
  .join('\n')}
${['namespaces', 'memories', 'memory_versions', 'idempotency']
  .map(
    (table) => `alter table ${table} enable row level security, force row level security;
create policy tenant on ${table} to memory_api_tenant using (org_id = current_setting('memory_api.org_id')
  and environment = current_setting('memory_api.environment'));`,
  )
  .join('\n')}
${['api_key_hashes', 'api_keys', 'organizations']
  .map(
    (table) => `create policy authentication on ${table} for select to memory_api_authentication
  using (current_user = 'memory_api_authentication');`,
  )
  .join('\n')}
${['memories', 'memory_versions', 'idempotency']
  .map(
    (table) => `create policy sweep on ${table} for select to memory_api_housekeeping
  using (current_user = 'memory_api_housekeeping');`,
  )
  .join('\n')}
create policy renew_epochs on namespaces to memory_api_housekeeping using (current_user = 'memory_api_housekeeping');
`;

/** Organizations, keys, memories with their versions, namespaces, idempotency, audit, settings; who sees what of them. */
export const foundation: Migration = { number: 1, name: 'foundation', sql: tables + rights };
