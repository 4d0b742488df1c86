import { describe, expect, it } from 'vitest';
import { FILTER_CASES } from './metadata-filter-cases.js';
import { FILTER_FAULTS } from './metadata-filter-faults.js';

/** A memory to be filtered. */
export interface FilteredMemory {
  readonly id: string;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** Something that filters memories by their metadata. */
export interface FilterBackend {
  /** Ids of those that pass, of these memories alone, in any order. */
  find(memories: readonly FilteredMemory[], filter: unknown): Promise<readonly string[]>;
  /** What is wrong with a filter: the place of each fault, `metadata_filter` first. Empty where nothing is. */
  faultsOf(filter: unknown): Promise<readonly string[]>;
}

/** What every backend makes of every kind of filter. */
export function describeMetadataFilter(name: string, backend: () => FilterBackend): void {
  describe(`metadata filters by ${name}`, () => {
    for (const [topic, cases] of Object.entries(FILTER_CASES)) {
      it.each(cases)(`${topic}: %s`, async (_title, filter, { yes = [], no = [] }) => {
        const memories = [...toMemories('yes', yes), ...toMemories('no', no)];
        const expected = memories.filter(({ id }) => id.startsWith('yes')).map(({ id }) => id);
        const found = await backend().find(memories, filter);
        expect(found.toSorted()).toEqual(expected.toSorted());
      });
    }

    it.each(FILTER_FAULTS)('refuses %s and points at the place', async (_title, filter, fields) => {
      expect(await backend().faultsOf(filter)).toEqual(fields);
    });
  });
}

function toMemories(prefix: string, metadata: readonly Readonly<Record<string, unknown>>[]): FilteredMemory[] {
  return metadata.map((one, place) => ({ id: `${prefix}-${place}`, metadata: one }));
}
