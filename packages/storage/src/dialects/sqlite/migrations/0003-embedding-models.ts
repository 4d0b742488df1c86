import type { Migration } from '../../migration.js';

// Until here a store had one model, named in the settings: it becomes number 1, which all rows get by default, so that
// none has to be rewritten. A store that is empty gives the number to its first model.
const sql = `
create table embedding_models (
  number integer not null primary key,
  name text not null unique,
  dimensions integer not null
) strict;
insert into embedding_models (number, name, dimensions)
  select 1, model.value, cast(dimensions.value as integer)
  from settings model join settings dimensions on dimensions.name = 'embedder_dimensions'
  where model.name = 'embedder_model';
delete from settings where name = 'embedder_dimensions';

alter table namespaces add column model integer not null default 1;
alter table namespaces add column next_model integer;
alter table namespaces add column lease text;
alter table namespaces add column leased_until_ms integer;
create index namespaces_model on namespaces (model);
create index namespaces_next_model on namespaces (next_model) where next_model is not null;

alter table memories add column model integer not null default 1;
alter table memories add column next_model integer;
alter table memories add column next_vectors blob;
alter table memory_versions add column model integer not null default 1;
`;

/** Which model made the vectors of each namespace, memory and version, and room for those of the next one. */
export const embeddingModels: Migration = { number: 3, name: 'embedding models', sql };
