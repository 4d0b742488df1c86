import type { LedgerEntry, Storage } from '@memory-api/storage';

/** To be called when a request may be answered: alone, or right after others, whose commit its row was in. */
export type AnswerNow = (isTogether: boolean) => void;

/** Adds a row with those that come meanwhile; `done` is called when their commit is through, or has failed for good. */
export type AddRow = (entry: LedgerEntry, done: AnswerNow) => void;

type Row = { readonly entry: LedgerEntry; readonly done: AnswerNow };

// A commit whose answer was lost may have been kept: rows are unique by their id, so that it can be made again.
const ATTEMPTS = 2;

/**
 * Gathers rows of reads and commits them together: those that come in one turn of the event loop, and those that come
 * while the commit before is under way. Alone, a row would cost more than most reads.
 */
export function createRowGroups({
  storage,
  onLoss,
  onError,
}: {
  readonly storage: Pick<Storage, 'write' | 'ledger'>;
  readonly onLoss: (error: unknown, requests: number) => void;
  /** Told where the answer to a row fails: it keeps no other from being answered. */
  readonly onError: (error: unknown) => void;
}): AddRow {
  let waiting: Row[] = [];
  let isRunning = false;

  function takeWaiting(): readonly Row[] {
    const taken = waiting;
    waiting = [];
    return taken;
  }

  async function commitGroup(): Promise<void> {
    let group: readonly Row[] | null = null;
    const append = (isAgain: boolean): Promise<void> =>
      storage.write(
        async (tx) => {
          // When the turn of the group has come: what waited for it in the meantime goes along.
          group ??= takeWaiting();
          await storage.ledger.appendMany(
            tx,
            group.map(({ entry }) => entry),
            { isAgain },
          );
        },
        { durability: 'process' },
      );
    let failure: { readonly error: unknown } | null = null;
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      failure = await append(attempt > 0).then(
        () => null,
        (error: unknown) => ({ error }),
      );
      if (failure === null) break;
    }
    const rows = group ?? takeWaiting();
    if (failure !== null) onLoss(failure.error, rows.length);
    for (const { done } of rows) {
      try {
        done(true);
      } catch (error) {
        onError(error);
      }
    }
  }

  async function run(): Promise<void> {
    isRunning = true;
    while (waiting.length > 0) await commitGroup();
    isRunning = false;
  }

  return (entry, done) => {
    waiting.push({ entry, done });
    if (!isRunning) void run();
  };
}
