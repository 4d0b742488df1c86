import type { Engine } from '../dialects/engine.js';
import { compileRaiseNamespace, createEpoch } from '../memories/namespace-revision.js';
import { connectionOf } from '../open-transaction.js';
import type { Storage } from '../storage-port.js';
import type { RetentionStore } from './retention-store.js';
import { compilePurgeVersions, purgeIdempotency } from './sweep-history.js';
import { expireMemories, purgeMemories } from './sweep-memories.js';

/** Ends what is kept, over Kysely. */
export function createRetentionStore(options: {
  readonly engine: Engine;
  readonly write: Storage['write'];
}): RetentionStore {
  const { engine, write } = options;
  const raise = compileRaiseNamespace(engine.builder);
  const purgeVersions = compilePurgeVersions(engine.builder);
  return {
    async sweep({ nowMs, retentionMs, limit }) {
      const beforeMs = nowMs - retentionMs;
      // Each in a transaction of its own, so that no request waits for more than one of them.
      const expired = await write((tx) => expireMemories({ engine, raise, tx, nowMs, limit }));
      const memories = await write((tx) => purgeMemories({ engine, tx, beforeMs, limit }));
      const versions = await write((tx) => purgeVersions(tx, { beforeMs, limit }));
      const answers = await write((tx) => purgeIdempotency(tx, { nowMs, limit }));
      return {
        expiredMemories: expired,
        purgedMemories: memories.memories,
        purgedVersions: memories.versions + versions,
        expiredIdempotency: answers,
        more: [expired, memories.memories, versions, answers].includes(limit),
      };
    },
    async renewEpochs(tx) {
      await connectionOf(tx, 'housekeeping').updateTable('namespaces').set({ epoch: createEpoch() }).execute();
    },
  };
}
