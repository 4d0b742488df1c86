import type { Migration } from '../../migration.js';

const sql = `
create table limit_counts (
  org_id text collate "C" not null,
  environment text collate "C" not null,
  period text collate "C" not null,
  node_id text collate "C" not null,
  ends_at_ms bigint not null,
  requests bigint not null,
  tokens bigint not null,
  embeddings bigint not null,
  reserved bigint not null,
  reserved_until_ms bigint not null,
  primary key (org_id, environment, period, node_id)
);
grant select, insert, update, delete on limit_counts to memory_api_tenant;
alter table limit_counts enable row level security, force row level security;
create policy tenant on limit_counts to memory_api_tenant using (org_id = current_setting('memory_api.org_id')
  and environment = current_setting('memory_api.environment'));
`;

/** How much of its day and month each tenant has used, by node. */
export const limitCounts: Migration = { number: 2, name: 'limit_counts', sql };
