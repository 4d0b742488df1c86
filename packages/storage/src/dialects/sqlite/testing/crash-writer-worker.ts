import { invariant } from '@memory-api/contract';
import { NOW, TENANT, addMemories } from '../../../conformance/storage-fixture.js';
import { openSqliteStorage } from '../open-sqlite-storage.js';
import { silentLogger } from '../sqlite-fixture.js';

// A process of its own that tests kill: it stores memories, many at a time, and tells its parent of
// each one that was answered. Arguments: the data directory, and what its ids begin with.
const [dataDir, prefix = 'm'] = process.argv.slice(2);
invariant(dataDir !== undefined, 'the parent names a data directory');
const storage = await openSqliteStorage({ dataDir, exclusive: true, logger: silentLogger });
process.send?.('open');

async function writeForEver(lane: number): Promise<never> {
  for (let i = 0; ; i += 1) {
    const id = `${prefix}-${lane}-${i}`;
    await addMemories(storage, TENANT, { id, text: `${id} ${'x'.repeat(i % 3000)}`, nowMs: NOW + i });
    process.send?.(id);
  }
}
await Promise.all([0, 1, 2, 3, 4, 5, 6, 7].map(writeForEver));
