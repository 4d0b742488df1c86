import type Database from 'better-sqlite3';

/** One snapshot for the reads of one turn of the event loop. */
export interface TurnSnapshot {
  /** To be called before each read: begins the snapshot of this turn, where none is open. */
  begin(): void;
  /** Ends it: what is read next sees what was committed until then. */
  end(): void;
}

/**
 * Lets the reads of one turn share a read transaction: taking and giving back the lock for each one costs half of a
 * read by its key (5.9 µs alone, 3.4 µs in a transaction).
 *
 * The writer of the same process must call `end` right before it commits. Then no read that begins after an answered
 * write misses it, and no snapshot keeps a checkpoint from resetting the log. So it is for a connection that shares
 * its thread with the writer, and for no other.
 */
export function createTurnSnapshot(database: Database.Database): TurnSnapshot {
  const beginRead = database.prepare('begin');
  const endRead = database.prepare('commit');

  function end(): void {
    if (database.open && database.inTransaction) endRead.run();
  }

  return {
    begin() {
      if (database.inTransaction) return;
      beginRead.run();
      setImmediate(end);
    },
    end,
  };
}
