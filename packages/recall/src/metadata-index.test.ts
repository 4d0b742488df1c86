import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesFilter } from './matches-filter.js';
import type { MetadataFilter } from './metadata-filter.js';
import { MetadataIndex } from './metadata-index.js';
import { parseMetadataFilter } from './parse-metadata-filter.js';
import type { SlotSet } from './slot-set.js';

type Metadata = Record<string, unknown>;

function parse(filter: unknown): MetadataFilter {
  const parsed = parseMetadataFilter(filter);
  return parsed.ok ? parsed.filter : expect.fail(JSON.stringify(parsed.errors));
}

function createStore() {
  const stored: (Metadata | undefined)[] = [];
  const index = new MetadataIndex((slot) => stored[slot] ?? {});
  const remove = (slot: number): void => {
    if (stored[slot] === undefined) return;
    stored[slot] = undefined;
    index.clear(slot);
  };
  const put = (slot: number, metadata: Metadata): void => {
    remove(slot);
    stored[slot] = metadata;
    index.put(slot);
  };
  return { stored, index, put, remove };
}

function slotsOf(set: SlotSet): number[] {
  const slots: number[] = [];
  set.forEach((slot) => slots.push(slot));
  return slots;
}

// Few different values and keys, so that filters meet metadata often; every kind of value among them.
const texts = fc.constantFrom('x', 'y', 'xy', '', '1', '2024-01-01', '2024-01-01T00:00:00Z', '2024-06', '😀', '\uff01');
const scalars = fc.oneof(texts, fc.constantFrom(0, -0, 1, 2.5, -3), fc.boolean(), fc.constant(null));
const keys = fc.constantFrom('a', 'b', 'a.b', 'toString');
const values = fc.letrec<{ value: unknown; object: Metadata }>((tie) => ({
  object: fc.dictionary(keys, tie('value'), { maxKeys: 3, noNullPrototype: true }),
  value: fc.oneof(
    { depthSize: 'small', maxDepth: 3 },
    scalars,
    fc.array(tie('value'), { maxLength: 3 }),
    tie('object'),
  ),
}));
const fields = fc.constantFrom('a', 'b', 'a.b', 'b.a', 'a.a.b', 'toString', 'missing');
const operators = fc.oneof(
  fc.record({ $eq: values.value }),
  fc.record({ $ne: values.value }),
  fc.record({ $in: fc.array(values.value, { maxLength: 4 }) }),
  fc.record({ $nin: fc.array(values.value, { maxLength: 4 }) }),
  fc.record({ $contains: scalars }),
  fc.record({ $exists: fc.boolean() }),
  fc.record(
    Object.fromEntries(['$gt', '$gte', '$lt', '$lte'].map((name) => [name, fc.oneof(texts, fc.constantFrom(0, 1, 2))])),
    { requiredKeys: ['$gt'] },
  ),
);
const filters = fc.letrec<{ filter: unknown }>((tie) => ({
  filter: fc.oneof(
    { depthSize: 'small', maxDepth: 3 },
    fc.dictionary(fields, fc.oneof(operators, values.value, fc.record({ $not: operators })), {
      maxKeys: 2,
      noNullPrototype: true,
    }),
    fc.record({ $and: fc.array(tie('filter'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ $or: fc.array(tie('filter'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ $not: tie('filter') }),
  ),
})).filter;
const steps = fc.array(
  fc.oneof(
    fc.record({ slot: fc.nat({ max: 70 }), put: values.object }),
    fc.record({ slot: fc.nat({ max: 70 }), put: fc.constant(undefined) }),
    fc.record({ ask: filters }),
  ),
  { maxLength: 80 },
);

describe('MetadataIndex', () => {
  it('selects what matchesFilter would, whatever was put in, taken out and asked before', () => {
    fc.assert(
      fc.property(steps, fc.array(filters, { minLength: 1, maxLength: 4 }), (history, asked) => {
        const { stored, index, put, remove } = createStore();
        const check = (filter: MetadataFilter): void => {
          const expected = stored.flatMap((metadata, slot) =>
            metadata !== undefined && matchesFilter(filter, metadata) ? [slot] : [],
          );
          expect(slotsOf(index.select(filter, index.live))).toEqual(expected);
        };
        for (const step of history) {
          if ('ask' in step) check(parse(step.ask));
          else if (step.put === undefined) remove(step.slot);
          else put(step.slot, step.put);
        }
        for (const filter of asked) check(parse(filter));
      }),
      { numRuns: 1500 },
    );
  });

  it('selects among the given slots alone', () => {
    const { index, put } = createStore();
    for (let slot = 0; slot < 100; slot++) put(slot, { n: slot, list: [slot] });
    const even = index.live.filter((slot) => slot % 2 === 0);
    for (const filter of [{ n: { $lt: 6 } }, { $not: { n: { $gte: 6 } } }, { list: { $in: [[0], [1], [2], 4] } }]) {
      expect(slotsOf(index.select(parse(filter), even))).toEqual([0, 2, 4]);
    }
  });

  it('answers a wide $or as its parts one by one do, arrays and ranges included', () => {
    const { stored, index, put } = createStore();
    for (let slot = 0; slot < 300; slot++) put(slot, { user: `u${slot % 50}`, tags: [slot % 7, slot % 5], n: slot });
    const some = [3, 8, 13].map((number) => ({ user: `u${number}`, n: { $gt: number * 10 } }));
    const wide = [
      { $or: [{ user: 'u1' }, { user: 'u2' }, { user: { $contains: '4' } }] },
      { $or: some },
      { $or: [...some, { user: { $gte: 'u45' } }, { tags: { $in: [6, [1, 1]] } }, { $not: { n: { $lt: 290 } } }] },
      { $or: [{ tags: 6 }, { tags: { $contains: 4 } }, { user: { $exists: false } }] },
    ];
    for (const filter of wide.map(parse)) {
      const expected = stored.flatMap((metadata, slot) => (matchesFilter(filter, metadata ?? {}) ? [slot] : []));
      expect(expected.length).toBeGreaterThan(5);
      expect(slotsOf(index.select(filter, index.live))).toEqual(expected);
    }
  });

  it('is made ready in steps of 32 memories, and then reads no metadata more', () => {
    const reads: number[] = [];
    const index = new MetadataIndex((slot) => {
      reads.push(slot);
      return { n: slot, list: [slot] };
    });
    for (let slot = 0; slot < 100; slot++) index.put(slot);
    const filter = parse({ $or: [{ n: { $lt: 2 } }, { list: [[7], [8]] }, { $not: { other: { $ne: [1] } } }] });
    Array.from(index.prepare(filter));
    reads.splice(0);
    const seen: number[] = [];
    const another = parse({ tag: 1, n: 5 });
    for (const _ of index.prepare(another)) seen.push(reads.splice(0).length);
    expect(Math.max(...seen.slice(1))).toBeLessThanOrEqual(32);
    reads.splice(0);
    index.select(filter, index.live);
    expect(slotsOf(index.select(another, index.live))).toEqual([]);
    expect(reads).toEqual([]);
    expect(Array.from(index.prepare(another))).toEqual([]);
  });

  it('answers the same when the steps were left half taken', () => {
    const { index, put } = createStore();
    for (let slot = 0; slot < 100; slot++) put(slot, { n: slot % 10 });
    const steps = index.prepare(parse({ n: 3 }))[Symbol.iterator]();
    steps.next();
    put(3, { n: 4 });
    put(100, { n: 3 });
    expect(slotsOf(index.select(parse({ n: 3 }), index.live))).toEqual([13, 23, 33, 43, 53, 63, 73, 83, 93, 100]);
  });

  it('takes no more room after changes without end', () => {
    const { index, put } = createStore();
    const change = (round: number): void => {
      for (let slot = 0; slot < 200; slot++) {
        put(slot, { id: `r${round}-${slot}`, at: round * 1000 + slot, tags: [`t${round}`, slot], on: '2024-01-01' });
      }
      for (const filter of [{ id: 'x' }, { at: { $gt: 5 } }, { tags: 'x' }, { on: { $lt: '2024-02-01' } }]) {
        index.select(parse(filter), index.live);
      }
    };
    for (let round = 0; round < 10; round++) change(round);
    const settled = index.bytes;
    for (let round = 10; round < 200; round++) change(round);
    expect(index.bytes).toBeLessThan(settled * 1.2);
    expect(slotsOf(index.select(parse({ id: 'r199-7' }), index.live))).toEqual([7]);
  });

  it('costs nothing to speak of where nobody filters', () => {
    const { index, put } = createStore();
    for (let slot = 0; slot < 10_000; slot++) put(slot, { id: `m${slot}` });
    expect(index.bytes).toBeLessThan(5000);
    index.select(parse({ id: 'm3' }), index.live);
    expect(index.bytes).toBeGreaterThan(40_000);
  });

  it('lets go of the columns least used, and still answers', () => {
    const { index, put } = createStore();
    for (let slot = 0; slot < 2000; slot++) {
      put(slot, Object.fromEntries(Array.from({ length: 30 }, (_, field) => [`f${field}`, `${field}-${slot}`])));
    }
    for (let field = 0; field < 30; field++) {
      expect(slotsOf(index.select(parse({ [`f${field}`]: `${field}-9` }), index.live))).toEqual([9]);
      expect(index.bytes).toBeLessThan(1_000_000 + 2000 * 400 + 10_000);
    }
    for (let name = 0; name < 1000; name++) index.select(parse({ [`none${name}`]: 1 }), index.live);
    expect(index.bytes).toBeLessThan(1_000_000 + 2000 * 400);
    expect(slotsOf(index.select(parse({ f0: '0-9' }), index.live))).toEqual([9]);
  });
});
