import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Storage } from '../storage-port.js';
import { DAY_MS, toPeriodStart } from '../usage/usage-span.js';
import { addMemories, NOW, TENANT, type OpenHarness, useStorage } from './storage-fixture.js';

/** How many memories there are, and the most there were, on any engine. */
export function describeStoredMemories(name: string, open: OpenHarness): void {
  describe(`stored memories on ${name}`, () => {
    const harness = useStorage(open);

    it('are none before the first', async () => {
      expect(await harness().storage.usage.stored(TENANT, NOW)).toEqual({ stored: 0, peak: 0 });
    });

    it('have the peak that they had, whatever is deleted and expires, over the borders of periods', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(steps, { minLength: 1, maxLength: 25 }), async (taken) => {
          const { storage, close } = await open();
          try {
            await compareWithModel(storage, taken);
          } finally {
            await close();
          }
        }),
        { numRuns: 15 },
      );
    }, 60_000);

    it('have an exact peak when many namespaces are written to at once', async () => {
      const { storage } = harness();
      const ids = Array.from({ length: 24 }, (_, i) => `m${i}`);
      await Promise.all(ids.map((id) => addMemories(storage, TENANT, { id, namespace: `n${id}` })));
      expect(await storage.usage.stored(TENANT, NOW)).toEqual({ stored: 24, peak: 24 });
      const change = { keyId: null, nowMs: NOW + 1 };
      await Promise.all(
        ids.slice(0, 20).map((id) => storage.write((tx) => storage.memories.delete(tx, TENANT, null, id, change))),
      );
      expect(await storage.usage.stored(TENANT, NOW + 1)).toEqual({ stored: 4, peak: 24 });
    });

    it('have no part in a write that is undone', async () => {
      const { storage } = harness();
      await addMemories(storage, TENANT, { id: 'a' });
      await expect(addMemories(storage, TENANT, { id: 'a' })).rejects.toMatchObject({ code: 'MEMORY_ID_EXISTS' });
      expect(await storage.usage.stored(TENANT, NOW)).toEqual({ stored: 1, peak: 1 });
    });
  });
}

type Step = {
  readonly kind: 'create' | 'delete' | 'deleteAll' | 'sweep' | 'again' | 'fold' | 'wait';
  readonly pauseMs: number;
  readonly livesMs: number | null;
  readonly pick: number;
};

const steps: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom(
    'create',
    'create',
    'create',
    'create',
    'delete',
    'deleteAll',
    'sweep',
    'again',
    'fold',
    'wait',
  ),
  // Forty days at most between two of them: periods begin with and without a change.
  pauseMs: fc.oneof(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 1, max: 40 * DAY_MS })),
  livesMs: fc.option(fc.oneof(fc.integer({ min: 1, max: 3000 }), fc.integer({ min: 1, max: 50 * DAY_MS }))),
  pick: fc.nat({ max: 9 }),
});

/** The life of each memory, by the simplest means. */
type Life = { readonly id: string; readonly fromMs: number; endMs: number };

async function compareWithModel(storage: Storage, taken: readonly Step[]): Promise<void> {
  const lives: Life[] = [];
  let nowMs = NOW;
  for (const step of taken) {
    nowMs += step.pauseMs;
    await take(storage, { lives, step, nowMs });
    const expected = { stored: storedAt(lives, nowMs), peak: peakAt(lives, nowMs) };
    expect(await storage.usage.stored(TENANT, nowMs)).toEqual(expected);
    expect(await storage.memories.count(TENANT, null, {}, nowMs)).toBe(expected.stored);
  }
}

async function take(
  storage: Storage,
  { lives, step, nowMs }: { readonly lives: Life[]; readonly step: Step; readonly nowMs: number },
): Promise<void> {
  const { memories, retention, usage } = storage;
  const change = { keyId: null, nowMs };
  const living = lives.filter(({ endMs }) => endMs > nowMs);
  const over = lives.filter(({ id, endMs }) => endMs <= nowMs && !living.some((other) => other.id === id));
  if (step.kind === 'create' || (step.kind === 'again' && over.length > 0)) {
    const id = step.kind === 'again' ? (over[step.pick % over.length]?.id ?? '') : `m${lives.length}`;
    const expiresAtMs = step.livesMs === null ? null : nowMs + step.livesMs;
    await addMemories(storage, TENANT, { id, namespace: `n${step.pick % 3}`, expiresAtMs, nowMs });
    lives.push({ id, fromMs: nowMs, endMs: expiresAtMs ?? Infinity });
  } else if (step.kind === 'delete' && living.length > 0) {
    const one = living[step.pick % living.length];
    await storage.write((tx) => memories.delete(tx, TENANT, null, one?.id ?? '', change));
    if (one !== undefined) one.endMs = nowMs;
  } else if (step.kind === 'deleteAll') {
    await storage.write((tx) => memories.deleteAll(tx, TENANT, null, change));
    for (const one of living) one.endMs = nowMs;
  } else if (step.kind === 'sweep') {
    await retention.sweep({ nowMs, retentionMs: DAY_MS, limit: 5 });
  } else if (step.kind === 'fold') {
    await usage.fold({ limit: 1 + step.pick, nowMs });
  }
}

function storedAt(lives: readonly Life[], atMs: number): number {
  return lives.filter(({ fromMs, endMs }) => fromMs <= atMs && endMs > atMs).length;
}

/** It can only have been highest when the period began, or right after something was added. */
function peakAt(lives: readonly Life[], nowMs: number): number {
  const beginMs = toPeriodStart(nowMs);
  const moments = [beginMs, ...lives.map(({ fromMs }) => fromMs)].filter((atMs) => atMs >= beginMs && atMs <= nowMs);
  return Math.max(...moments.map((atMs) => storedAt(lives, atMs)));
}
