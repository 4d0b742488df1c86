import type { Storage, Transaction } from '@memory-api/storage';
import type { Caller } from '../../http/request-context.js';
import type { FindCallerLimits } from './caller-limits.js';
import { toMemoriesError } from './limit-errors.js';

/** Whether a plan has room for one more memory. */
export interface MemoryRoom {
  /** Before the work: throws ApiError `QUOTA_EXCEEDED` where there is none now. */
  check(caller: Caller, nowMs: number): Promise<void>;
  /** In the transaction that adds the memory: decides, and keeps others from deciding until it ends. */
  require(tx: Transaction, caller: Caller, nowMs: number): Promise<void>;
}

/** Makes the check over the store. It costs nothing where the plan has no such quota. */
export function createMemoryRoom(parts: {
  readonly find: FindCallerLimits;
  readonly storage: Pick<Storage, 'memories'>;
}): MemoryRoom {
  const { find, storage } = parts;

  async function decide(caller: Caller, nowMs: number, count: () => Promise<number>): Promise<void> {
    const size = find(caller, nowMs)?.limits.memoriesStored ?? null;
    if (size === null) return;
    const used = await count();
    if (used >= size) throw toMemoriesError(size, used);
  }

  return {
    check: (caller, nowMs) => decide(caller, nowMs, () => storage.memories.count(caller.tenant, null, {}, nowMs)),
    require: (tx, caller, nowMs) => decide(caller, nowMs, () => storage.memories.holdCount(tx, caller.tenant, nowMs)),
  };
}
