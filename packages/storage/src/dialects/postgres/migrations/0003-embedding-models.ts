import type { Migration } from '../../migration.js';

// As on SQLite. The number of the model that a store had before is a constant default: so PostgreSQL adds the columns
// without rewriting a row. VECTORS is the type that the first step has chosen.
const sql = `
create table embedding_models (
  number integer primary key,
  name text collate "C" not null unique,
  dimensions integer not null
);
insert into embedding_models (number, name, dimensions)
  select 1, model.value, dimensions.value::integer
  from settings model join settings dimensions on dimensions.name = 'embedder_dimensions'
  where model.name = 'embedder_model';
delete from settings where name = 'embedder_dimensions';

alter table namespaces
  add column model integer not null default 1,
  add column next_model integer,
  add column lease text collate "C",
  add column leased_until_ms bigint;
create index namespaces_model on namespaces (model);
create index namespaces_next_model on namespaces (next_model) where next_model is not null;

alter table memories
  add column model integer not null default 1,
  add column next_model integer,
  add column next_vectors VECTORS;
alter table memory_versions add column model integer not null default 1;

grant select on embedding_models to memory_api_tenant, memory_api_housekeeping;
grant insert on embedding_models to memory_api_housekeeping;
`;

/** Which model made the vectors of each namespace, memory and version, and room for those of the next one. */
export const embeddingModels: Migration = { number: 3, name: 'embedding models', sql };
