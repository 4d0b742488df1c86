import type { Compilable, CompiledQuery, Kysely } from 'kysely';
import type { Tables } from './tables.js';

/** A place in a compiled statement that a value is put into at each run. */
class Placeholder {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** A statement compiled once; runs on any connection of its engine. */
export type Statement<Params, Row> = (db: Kysely<Tables>, params: Params) => Promise<readonly Row[]>;

/**
 * Compiles a query once and runs it with changing parameters: building and compiling one costs
 * 30–60 µs, ten times what SQLite needs to answer it.
 *
 * @example
 * const byId = compileStatement((p: { id: string }) =>
 *   db.selectFrom('memories').select('text').where('id', '=', p.id));
 * const rows = await byId(db, { id: 'mem_1' });
 */
export function compileStatement<Params extends object, Row>(
  build: (params: Params) => Compilable<Row>,
): Statement<Params, Row> {
  const compiled: CompiledQuery<Row> = build(createPlaceholders<Params>()).compile();
  return async (db, params) => {
    const values: Partial<Record<string, unknown>> = params;
    const parameters = compiled.parameters.map((parameter) =>
      parameter instanceof Placeholder ? values[parameter.name] : parameter,
    );
    const { rows } = await db.executeQuery<Row>({ ...compiled, parameters });
    return rows;
  };
}

function createPlaceholders<Params extends object>(): Params {
  const placeholders = new Proxy({}, { get: (_target, name) => new Placeholder(String(name)) });
  // The query builder passes values through untouched, so a placeholder may stand for any of them.
  return placeholders as Params;
}
