import { openPostgresSource, openPostgresTarget } from '../dialects/postgres/postgres-move-side.js';
import { openSqliteSource, openSqliteTarget } from '../dialects/sqlite/sqlite-move-side.js';
import { claimTarget } from './claim-target.js';
import { compareTables, type TableComparison } from './compare-tables.js';
import { copyTables } from './copy-tables.js';
import { removeMoveMark } from './move-mark.js';
import type { MoveSide } from './move-side.js';
import { type StorageLocation, toShownLocation } from './storage-location.js';
import { TABLE_LAYOUTS, type TableName } from './table-layout.js';
import { createTableRows } from './table-rows.js';
import { TransferError } from './transfer-error.js';

/** How far a move has come: of the rows of all tables, in one of its two steps. */
export type MoveProgress = {
  /** First all tables are copied, then all are compared. */
  readonly step: 'copy' | 'verify';
  /** The table at work. */
  readonly table: TableName;
  /** Rows of all tables done so far in this step. */
  readonly rows: number;
  /** Rows of all tables of the source. */
  readonly totalRows: number;
};

/** What to move, and whom to tell. */
export type MoveOptions = {
  /** The source, which nobody changes meanwhile. */
  readonly from: StorageLocation;
  /** The target: empty, or of an interrupted move of the same source. */
  readonly to: StorageLocation;
  /** Moves although others are connected to the PostgreSQL database that is the source. */
  readonly force: boolean;
  /** Told after each batch of rows. */
  readonly onProgress: (progress: MoveProgress) => void;
};

/** What a move came to. Where a table differs, the target stays marked as unfinished, and no server opens it. */
export type MoveReport = {
  /** Every table, as both sides hold it. */
  readonly tables: readonly TableComparison[];
  /** Whether it went on with a move that had been interrupted. */
  readonly isResumed: boolean;
};

/**
 * Copies everything from one store into another, empty one, and compares every table of both. Interrupted at any moment,
 * it goes on where it stopped when it is called again with the same source.
 *
 * @throws StorageOpenError where one of them can't be opened
 * @throws TransferError where one isn't fit for it, or gave up on the way
 */
export async function moveStorage(options: MoveOptions): Promise<MoveReport> {
  const { from, to, force } = options;
  assertApart(from, to);
  const source = await openSource(from, force);
  const sides: MoveSide[] = [source];
  try {
    const target = await openTarget(to);
    sides.push(target);
    return await move({ source, target }, options.onProgress);
  } catch (error) {
    throw toMoveError(sides, error);
  } finally {
    for (const side of sides) await side.close();
  }
}

function assertApart(from: StorageLocation, to: StorageLocation): void {
  const [source, target] = [from, to].map(toShownLocation);
  if (source === target) throw new TransferError('ARGUMENT', `--from and --to are the same place: ${source}.`);
}

function openSource(from: StorageLocation, force: boolean): Promise<MoveSide> {
  return from.engine === 'sqlite' ? openSqliteSource(from.dataDir) : openPostgresSource(from.adminUrl, { force });
}

function openTarget(to: StorageLocation): Promise<MoveSide> {
  return to.engine === 'sqlite' ? openSqliteTarget(to.dataDir) : openPostgresTarget(to.adminUrl);
}

async function move(
  sides: { readonly source: MoveSide; readonly target: MoveSide },
  onProgress: MoveOptions['onProgress'],
): Promise<MoveReport> {
  const { source, target } = sides;
  const isResumed = await claimTarget(sides);
  const totalRows = await countRows(source);
  await copyTables(sides, createTally('copy', totalRows, onProgress));
  const tables = await compareTables(sides, createTally('verify', totalRows, onProgress));
  if (!tables.every(({ isEqual }) => isEqual)) return { tables, isResumed };
  await target.settle();
  await target.commit(() => removeMoveMark(target.db));
  return { tables, isResumed };
}

async function countRows({ db, codec }: MoveSide): Promise<number> {
  const rows = createTableRows(db, codec);
  let total = 0;
  for (const layout of TABLE_LAYOUTS) total += await rows.count(layout);
  return total;
}

function createTally(step: MoveProgress['step'], totalRows: number, onProgress: MoveOptions['onProgress']) {
  let rows = 0;
  return (table: TableName, more: number): void => {
    rows += more;
    onProgress({ step, table, rows, totalRows });
  };
}

function toMoveError(sides: readonly MoveSide[], error: unknown): unknown {
  for (const { place, explain } of sides) {
    const reason = explain(error);
    if (reason === null) continue;
    const message = `The move stopped, since ${place} gave up: ${reason}. Run the same command again: it goes on where it stopped.`;
    return new TransferError('INTERRUPTED', message, error);
  }
  return error;
}
