import type { Migration } from '../../migration.js';

const sql = `
create table limit_counts (
  org_id text not null,
  environment text not null,
  period text not null,
  node_id text not null,
  ends_at_ms integer not null,
  requests integer not null,
  tokens integer not null,
  embeddings integer not null,
  reserved integer not null,
  reserved_until_ms integer not null,
  primary key (org_id, environment, period, node_id)
) strict, without rowid;
`;

/** How much of its day and month each tenant has used, by node. */
export const limitCounts: Migration = { number: 2, name: 'limit_counts', sql };
