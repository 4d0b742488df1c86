import { invariant } from '@memory-api/contract';
import { moveStorage } from '../move-storage.js';
import { parseStorageLocation } from '../storage-location.js';

// A process of its own that tests kill: it moves, and tells its parent of every piece. Arguments: from and to.
const [from, to] = process.argv.slice(2);
invariant(from !== undefined && to !== undefined, 'the parent names both places');
await moveStorage({
  from: parseStorageLocation(from),
  to: parseStorageLocation(to),
  force: false,
  onProgress: ({ step }) => process.send?.(step),
});
process.disconnect();
