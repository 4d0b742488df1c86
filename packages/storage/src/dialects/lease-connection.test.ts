import { type CompiledQuery, type DatabaseConnection, createQueryId } from 'kysely';
import { expect, it } from 'vitest';
import { leaseConnection } from './lease-connection.js';

const query: CompiledQuery = {
  sql: 'select 1',
  parameters: [],
  query: { kind: 'RawNode', sqlFragments: ['select 1'], parameters: [] },
  queryId: createQueryId(),
};

function createRecorder() {
  const seen: string[] = [];
  const connection: DatabaseConnection = {
    executeQuery: async ({ sql }) => {
      seen.push(sql);
      return { rows: [] };
    },
    async *streamQuery() {},
  };
  return { seen, connection };
}

it('passes statements on until it ends, and none from then on', async () => {
  const { seen, connection } = createRecorder();
  const lease = leaseConnection(connection);
  await lease.connection.executeQuery(query);
  lease.end();
  expect(() => lease.connection.executeQuery(query)).toThrow('settled');
  expect(seen).toEqual(['select 1']);
});

it('ends alone: another lease of the same connection goes on', async () => {
  const { seen, connection } = createRecorder();
  const [first, second] = [leaseConnection(connection), leaseConnection(connection)];
  first.end();
  await second.connection.executeQuery(query);
  expect(seen).toEqual(['select 1']);
});
