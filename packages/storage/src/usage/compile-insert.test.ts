import {
  type CompiledQuery,
  type DatabaseConnection,
  DummyDriver,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Tables } from '../tables.js';
import { compileInsert } from './compile-insert.js';

type Seen = { readonly sql: string; readonly parameters: readonly unknown[] };

/** A Kysely that notes what it is told to run, and says that each row was added but those whose id is taken. */
function createRecorder(taken: ReadonlySet<unknown> = new Set()) {
  const seen: Seen[] = [];
  class Recorder extends DummyDriver {
    override acquireConnection(): Promise<DatabaseConnection> {
      const executeQuery = async <Row>({ sql, parameters }: CompiledQuery) => {
        seen.push({ sql, parameters });
        const ids = parameters.filter((value) => typeof value === 'string' && value.startsWith('id_'));
        return { rows: [] as Row[], numAffectedRows: BigInt(ids.filter((id) => !taken.has(id)).length) };
      };
      const streamQuery = () => {
        throw new RangeError('nothing is streamed');
      };
      return Promise.resolve({ executeQuery, streamQuery });
    }
  }
  const db = new Kysely<Tables>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => new Recorder(),
      createIntrospector: (of) => new SqliteIntrospector(of),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  });
  return { db, seen };
}

const COLUMNS = ['org_id', 'environment', 'at_ms', 'id', 'change'] as const;

function valuesOf(count: number): readonly unknown[] {
  return Array.from({ length: count }, (_, i) => ['org', 'live', i, `id_${i}`, 1]).flat();
}

describe('compileInsert', () => {
  it('adds any number of rows in their order, each once, and says how many', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 200 }), async (count) => {
        const { db, seen } = createRecorder();
        const values = valuesOf(count);
        expect(await compileInsert(db, 'stored_changes', COLUMNS)(db, values)).toBe(count);
        expect(seen.flatMap(({ parameters }) => parameters)).toEqual(values);
        for (const { sql, parameters } of seen) {
          expect(sql.split('(?, ?, ?, ?, ?)').length - 1).toBe(parameters.length / COLUMNS.length);
        }
      }),
    );
  });

  it('needs few statements, and always the same ones', async () => {
    const texts = new Set<string>();
    for (let count = 1; count <= 130; count += 1) {
      const { db, seen } = createRecorder();
      await compileInsert(db, 'stored_changes', COLUMNS)(db, valuesOf(count));
      expect(seen.length).toBeLessThanOrEqual(8);
      for (const { sql } of seen) texts.add(sql);
    }
    expect(texts.size).toBe(7);
  });

  it('leaves a row that is there as it is, and does not count it', async () => {
    const { db, seen } = createRecorder(new Set(['id_1', 'id_2']));
    expect(await compileInsert(db, 'stored_changes', COLUMNS)(db, valuesOf(5))).toBe(3);
    expect(seen.every(({ sql }) => sql.endsWith('on conflict do nothing'))).toBe(true);
  });

  it('writes values that all rows have into the statement', async () => {
    const { db, seen } = createRecorder();
    const insert = compileInsert(db, 'stored_changes', ['org_id', 'at_ms', 'id'], { environment: 'test', change: -1 });
    await insert(db, ['org', 7, 'id_1', 'org', 8, 'id_2']);
    expect(seen).toEqual([
      {
        sql:
          'insert into "stored_changes" ("org_id", "at_ms", "id", "environment", "change") ' +
          `values (?, ?, ?, 'test', -1), (?, ?, ?, 'test', -1) on conflict do nothing`,
        parameters: ['org', 7, 'id_1', 'org', 8, 'id_2'],
      },
    ]);
  });

  it('refuses rows that lack a value', async () => {
    const { db, seen } = createRecorder();
    const insert = compileInsert(db, 'stored_changes', COLUMNS);
    await expect(insert(db, valuesOf(2).slice(1))).rejects.toThrow('each row has all its values');
    expect(seen).toEqual([]);
  });
});
