import { readMoveMark, readSetting, refuseUnfinishedMove, setMoveMark } from './move-mark.js';
import type { MoveSide } from './move-side.js';
import { TABLE_LAYOUTS } from './table-layout.js';
import { createTableRows } from './table-rows.js';
import { TransferError } from './transfer-error.js';

/**
 * Marks an empty target as that of a move from this source. Gives whether it was already.
 *
 * @throws TransferError `NOT_EMPTY` where it holds anything else
 * @throws StorageOpenError `MOVE_UNFINISHED` where the source itself is the target of a move that hasn't ended
 */
export async function claimTarget({
  source,
  target,
}: {
  readonly source: MoveSide;
  readonly target: MoveSide;
}): Promise<boolean> {
  if ((await readMoveMark(source.db)) !== null) refuseUnfinishedMove(source.place);
  const name = [source.engine, (await readSetting(source.db, 'owner_org_id')) ?? 'no owner', source.schema].join(' ');
  const mark = await readMoveMark(target.db);
  if (mark === name) return true;
  if (mark !== null) {
    const message = `${target.place} holds an unfinished move of another source (${mark}, not ${name}): give that one as --from, or empty the target.`;
    throw new TransferError('NOT_EMPTY', message);
  }
  await assertEmpty(target);
  await target.commit(() => setMoveMark(target.db, name));
  return false;
}

async function assertEmpty({ db, codec, place }: MoveSide): Promise<void> {
  const rows = createTableRows(db, codec);
  for (const layout of TABLE_LAYOUTS.filter(({ name }) => name !== 'auth_revision')) {
    if ((await rows.lastKey(layout)) === null) continue;
    throw new TransferError('NOT_EMPTY', `${place} holds data already (in ${layout.name}): move into an empty place.`);
  }
}
