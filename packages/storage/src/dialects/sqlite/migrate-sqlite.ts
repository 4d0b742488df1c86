import type Database from 'better-sqlite3';
import type { Migration } from '../migration.js';

const MIGRATIONS_TABLE = `
create table if not exists schema_migrations (
  number integer not null primary key,
  name text not null,
  applied_at_ms integer not null
) strict`;

/** The number of the last step that a database has taken; 0 for an empty one. */
export function readSchemaVersion(database: Database.Database): number {
  const table = database
    .prepare(`select 1 from sqlite_master where type = 'table' and name = 'schema_migrations'`)
    .get();
  if (table === undefined) return 0;
  const version = database.prepare('select max(number) from schema_migrations').pluck().get();
  return typeof version === 'number' ? version : 0;
}

/** Takes the steps that a database lacks, all of them or none. Returns their names. */
export function migrateSqlite(options: {
  readonly database: Database.Database;
  readonly migrations: readonly Migration[];
  readonly nowMs: number;
}): readonly string[] {
  const { database, migrations, nowMs } = options;
  const migrate = database.transaction(() => {
    database.exec(MIGRATIONS_TABLE);
    const version = readSchemaVersion(database);
    const missing = migrations.filter((migration) => migration.number > version);
    const note = database.prepare('insert into schema_migrations values (?, ?, ?)');
    for (const { number, name, sql } of missing) {
      database.exec(sql);
      note.run(number, name, nowMs);
    }
    return missing.map(({ name }) => name);
  });
  return migrate.immediate();
}
