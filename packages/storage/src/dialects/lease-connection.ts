import { invariant } from '@memory-api/contract';
import type { DatabaseConnection } from 'kysely';

/** A connection for the time of one transaction body. */
export type ConnectionLease = {
  readonly connection: DatabaseConnection;
  /** From now on every statement is refused. */
  end(): void;
};

/**
 * Lends a connection. A body that fails may leave statements behind that are still to run (those of a `Promise.all`,
 * for one): on the bare connection they would become part of somebody else's write.
 */
export function leaseConnection(connection: DatabaseConnection): ConnectionLease {
  let isOpen = true;
  return {
    connection: {
      executeQuery: (query) => {
        invariant(isOpen, 'no statement runs after the body of its transaction has settled');
        return connection.executeQuery(query);
      },
      streamQuery: (query, chunkSize) => connection.streamQuery(query, chunkSize),
    },
    end: () => {
      isOpen = false;
    },
  };
}
