import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RecallPosition } from '../recall/recall-source.js';
import type { Storage } from '../storage-port.js';
import { RecallCopy, expectCopyOfStore } from './recall-copy-fixture.js';
import { NOW, TENANT, type OpenHarness, aMemory } from './storage-fixture.js';

type Step =
  | { readonly kind: 'create'; readonly id: string; readonly namespace: string; readonly livesMs: number | null }
  | { readonly kind: 'update' | 'delete'; readonly id: string }
  | { readonly kind: 'deleteAll' | 'renewEpochs' }
  | { readonly kind: 'sweep'; readonly retentionMs: number; readonly limit: number }
  | { readonly kind: 'pull'; readonly limit: number };

const ids = fc.constantFrom('a', 'b', 'c', 'd');
const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('create' as const),
      id: ids,
      namespace: fc.constantFrom('default', 'default', 'other'),
      livesMs: fc.option(fc.integer({ min: 1, max: 8 })),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('update' as const, 'delete' as const), id: ids }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('deleteAll' as const, 'renewEpochs' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('sweep' as const),
      retentionMs: fc.constantFrom(0, 3),
      limit: fc.integer({ min: 1, max: 5 }),
    }),
  },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('pull' as const), limit: fc.integer({ min: 1, max: 3 }) }) },
);

/** A copy that is kept by changes alone is always what the store has, on any engine. */
export function describeRecallReplay(name: string, open: OpenHarness): void {
  describe(`a copy of a namespace on ${name}`, () => {
    it('is the live state after any writes, sweeps and pages of any size', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(steps, { minLength: 5, maxLength: 40 }), fc.nat({ max: 3 }), async (taken, limit) => {
          const { storage, close } = await open();
          try {
            await replay(storage, taken, limit + 1);
          } finally {
            await close();
          }
        }),
        { numRuns: 40 },
      );
    });
  });
}

async function replay(storage: Storage, taken: readonly Step[], lastLimit: number): Promise<void> {
  const copy = new RecallCopy(storage.recallSource, TENANT, 'default');
  let nowMs = NOW;
  let last: RecallPosition | null = null;
  for (const step of taken) {
    nowMs += 1;
    await take(storage, copy, step, nowMs);
    const { state } = await storage.recallSource.changesSince(TENANT, 'default', null, { limit: 1 });
    if (state !== null && state.epoch === last?.epoch) expectNoStepBack(last, state);
    last = state;
  }
  await copy.catchUp(lastLimit);
  await expectCopyOfStore(copy, storage, { tenant: TENANT, namespace: 'default', nowMs });
}

function expectNoStepBack(before: RecallPosition, after: RecallPosition): void {
  expect(after.revision).toBeGreaterThanOrEqual(before.revision);
  expect(after.purgedBelow).toBeGreaterThanOrEqual(before.purgedBelow);
  expect(after.purgedBelow).toBeLessThanOrEqual(after.revision);
}

async function take(storage: Storage, copy: RecallCopy, step: Step, nowMs: number): Promise<void> {
  const { memories, retention } = storage;
  const change = { keyId: null, nowMs };
  switch (step.kind) {
    case 'create': {
      const { id, namespace, livesMs } = step;
      const expiresAtMs = livesMs === null ? null : nowMs + livesMs;
      const input = aMemory({ id, namespace, expiresAtMs, text: `${id}@${nowMs}`, nowMs });
      const isLive = (await memories.get(TENANT, null, id, nowMs)) !== null;
      const created = storage.write((tx) => memories.create(tx, TENANT, null, input));
      if (isLive) await expect(created).rejects.toMatchObject({ code: 'MEMORY_ID_EXISTS' });
      else await created;
      return;
    }
    case 'update': {
      const patch = { text: `${step.id}@${nowMs}`, ...change };
      await storage.write((tx) => memories.update(tx, TENANT, null, step.id, patch));
      return;
    }
    case 'delete':
      await storage.write((tx) => memories.delete(tx, TENANT, null, step.id, change));
      return;
    case 'deleteAll':
      await storage.write((tx) => memories.deleteAll(tx, TENANT, null, change));
      return;
    case 'renewEpochs':
      await storage.write((tx) => retention.renewEpochs(tx));
      return;
    case 'sweep':
      await retention.sweep({ nowMs, retentionMs: step.retentionMs, limit: step.limit });
      return;
    case 'pull':
      await copy.pull(step.limit);
  }
}
