import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MemoryInput, Metadata } from '../memories/memory-store.js';
import { NOW, TENANT, type OpenHarness, aMemory, addMemories, useStorage, vectorsOf } from './storage-fixture.js';

const LAST_MS = 8.64e15;

// What the API lets through: no NUL, no half of a surrogate pair.
const texts = fc.string({ unit: 'binary', minLength: 1, maxLength: 300 }).filter((text) => !text.includes('\0'));
const times = fc.option(fc.integer({ min: -LAST_MS, max: LAST_MS }));
const inputs: fc.Arbitrary<Partial<MemoryInput>> = fc.record({
  text: texts,
  metadata: fc.dictionary(texts, fc.jsonValue({ stringUnit: 'binary' })).filter(hasNoNul),
  namespace: fc.stringMatching(/^[A-Za-z0-9_.:@/-]{1,128}$/),
  sessionId: fc.option(texts, { nil: null }),
  occurredAtMs: times,
  vectors: fc.int8Array({ minLength: 1, maxLength: 2000 }).map(vectorsOf),
});

/** Values come back as they were given, on any engine. */
export function describeMemoryValues(name: string, open: OpenHarness): void {
  describe(`values on ${name}`, () => {
    const harness = useStorage(open);

    it('come back byte for byte by every way that leads to them', async () => {
      const { storage } = harness();
      let count = 0;
      await fc.assert(
        fc.asyncProperty(inputs, async (fields) => {
          count += 1;
          const input = aMemory({ ...fields, id: `m${count}`, nowMs: NOW + count });
          const created = await storage.write((tx) => storage.memories.create(tx, TENANT, null, input));
          expect(created).toMatchObject(toExpected(input));
          expect(await storage.memories.get(TENANT, null, input.id, NOW)).toEqual(created);
          const { items } = await storage.memories.list(TENANT, null, { nowMs: NOW, perPage: 1 });
          expect(items).toEqual([created]);
          const source = storage.recallSource;
          expect(await source.getMany(TENANT, input.namespace, [input.id])).toEqual([created]);
          const { changes } = await source.changesSince(TENANT, input.namespace, null, { limit: 100 });
          const last = changes.at(-1);
          expect(last).toMatchObject({ text: created.text, vectors: input.vectors[0]?.values });
          expect(last?.deleted === false && JSON.parse(last.metadataJson)).toEqual(created.metadata);
        }),
        { numRuns: 60 },
      );
    });

    it.each<[string, Partial<MemoryInput>]>([
      ['a byte order mark and other characters that are not seen', { text: '\uFEFFa\u200B\u2028\u2029\r\n\t\u0001' }],
      ['characters that look the same and are not', { text: '\u00E9 e\u0301 \u212B \u00C5 \uFB01' }],
      ['50,000 characters of four bytes', { text: '😀'.repeat(25_000) }],
      ['what looks like a statement', { text: `'; drop table memories; --`, sessionId: '" or 1=1 --' }],
      ['the vectors of 50,000 tokens', { vectors: vectorsOf(new Int8Array(532 * 384).fill(-128)) }],
      ['the longest id and names', { id: 'Z'.repeat(100), namespace: '@'.repeat(128), sessionId: 's'.repeat(300) }],
      ['the ends of time', { occurredAtMs: -LAST_MS, expiresAtMs: LAST_MS }],
    ])('come back where they are %s', async (_name, fields) => {
      const { storage } = harness();
      const input = aMemory(fields);
      await addMemories(storage, TENANT, input);
      const read = await storage.memories.get(TENANT, null, input.id, NOW);
      expect(read).toMatchObject(toExpected(input));
      expect(read?.text.length).toBe(input.text.length);
      const { changes } = await storage.recallSource.changesSince(TENANT, input.namespace, null, { limit: 1 });
      expect(toHash(changes)).toBe(toHash([{ vectors: input.vectors[0]?.values }]));
    });

    it('come back in metadata as JSON means them, with names of properties of every object', async () => {
      const { storage } = harness();
      const json =
        '{"__proto__":{"a":1},"constructor":"x","toString":null,"":0,"n":[1e21,1e-7,1.0,-0.5,123456789012345680000]}';
      await addMemories(storage, TENANT, { metadata: JSON.parse(json) as Metadata });
      const read = await storage.memories.get(TENANT, null, 'mem_1', NOW);
      expect(JSON.stringify(read?.metadata)).toBe(
        '{"":0,"__proto__":{"a":1},"constructor":"x","n":[1e+21,1e-7,1,-0.5,123456789012345680000],"toString":null}',
      );
    });
  });
}

/** Of the vectors of the first, which may be too long to compare number by number. */
function toHash([memory]: readonly object[]): string {
  const vectors = memory !== undefined && 'vectors' in memory ? memory.vectors : null;
  return createHash('sha256')
    .update(vectors as Int8Array)
    .digest('hex');
}

function toExpected({ id, namespace, text, metadata, sessionId, occurredAtMs, expiresAtMs }: MemoryInput) {
  return { id, namespace, text, metadata: toJsonValue(metadata), sessionId, occurredAtMs, expiresAtMs };
}

/** JSON has no negative zero. */
function toJsonValue(value: Metadata): unknown {
  return JSON.parse(JSON.stringify(value));
}

function hasNoNul(metadata: Metadata): boolean {
  return !JSON.stringify(metadata).includes('\\u0000');
}
