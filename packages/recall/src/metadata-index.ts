import { MetadataColumn } from './metadata-column.js';
import type { MetadataOf } from './metadata-column.js';
import type { FilterCondition, MetadataFilter } from './metadata-filter.js';
import { SlotSet } from './slot-set.js';

// As many paths as one filter can name, so that no filter pushes out its own columns one after the other.
const MOST_COLUMNS = 200;
// With what the rest of an index takes, metadata of 400 bytes included, no more than 1.5 KB a memory. A column takes 4
// bytes of each, and 60 to 120 more where every value is another one.
const COLUMN_BYTES_PER_MEMORY = 280;
const COLUMN_BYTES = 1_000_000;
// A column, its dictionary and lists while they are empty.
const BYTES_PER_COLUMN = 800;

/**
 * Answers filters for the slots of an index: a {@link MetadataColumn} for each dotted path that a filter has named,
 * made at the first of them, so that nobody who doesn't filter pays. The columns least used go when all together grow
 * too large.
 */
export class MetadataIndex {
  readonly #metadataOf: MetadataOf;
  readonly #live = new SlotSet();
  // In the order of their last use.
  readonly #columns = new Map<string, MetadataColumn>();
  #size = 0;

  constructor(metadataOf: MetadataOf) {
    this.#metadataOf = metadataOf;
  }

  /** Bytes held. */
  get bytes(): number {
    return this.#live.bytes + this.#columnBytes();
  }

  /** The slots that hold a memory. A view: don't change it. */
  get live(): SlotSet {
    return this.#live;
  }

  /** Takes in the memory of a slot that was empty. */
  put(slot: number): void {
    this.#live.add(slot);
    this.#size++;
    if (this.#columns.size === 0) return;
    const metadata = this.#metadataOf(slot);
    for (const column of this.#columns.values()) column.put(slot, metadata);
  }

  /** Empties a slot that holds a memory. */
  clear(slot: number): void {
    this.#live.delete(slot);
    this.#size--;
    for (const column of this.#columns.values()) column.clear(slot);
  }

  /** The slots, of those given, whose memories pass a filter: what `matchesFilter` says of each. */
  select(filter: MetadataFilter, within: SlotSet): SlotSet {
    this.#createMissing(filter);
    const selected = this.#select(filter, within);
    this.#dropLeastUsed();
    return selected;
  }

  // Each condition is asked for the slots only that those before it leave open.
  #select(filter: MetadataFilter, within: SlotSet): SlotSet {
    switch (filter.kind) {
      case 'all':
        return filter.parts.reduce((left, part) => this.#select(part, left), within);
      case 'any':
        return this.#selectAny(filter.parts, within);
      case 'not':
        return within.without(this.#select(filter.part, within));
      default:
        return this.#columnOf(filter).select(filter, within, this.#metadataOf);
    }
  }

  #selectAny(parts: readonly MetadataFilter[], within: SlotSet): SlotSet {
    const found = within.toEmpty();
    parts.reduce((open, part) => {
      const selected = this.#select(part, open);
      found.addAll(selected);
      return open.without(selected);
    }, within);
    return found;
  }

  #columnOf({ path }: FilterCondition): MetadataColumn {
    const name = path.join('.');
    const column = this.#columns.get(name) ?? new MetadataColumn(path);
    this.#columns.delete(name);
    this.#columns.set(name, column);
    return column;
  }

  // All at once, so that metadata are read once for a filter of many paths.
  #createMissing(filter: MetadataFilter): void {
    const missing = new Map<string, MetadataColumn>();
    forEachPath(filter, (path) => {
      const name = path.join('.');
      if (!this.#columns.has(name)) missing.set(name, new MetadataColumn(path));
    });
    if (missing.size === 0) return;
    this.#live.forEach((slot) => {
      const metadata = this.#metadataOf(slot);
      for (const column of missing.values()) column.put(slot, metadata);
    });
    for (const [name, column] of missing) this.#columns.set(name, column);
  }

  #dropLeastUsed(): void {
    const budget = COLUMN_BYTES + this.#size * COLUMN_BYTES_PER_MEMORY;
    let bytes = this.#columnBytes();
    for (const [name, column] of this.#columns) {
      if (this.#columns.size <= 1 || (bytes <= budget && this.#columns.size <= MOST_COLUMNS)) return;
      this.#columns.delete(name);
      bytes -= column.bytes + BYTES_PER_COLUMN;
    }
  }

  #columnBytes(): number {
    let bytes = 0;
    for (const column of this.#columns.values()) bytes += column.bytes + BYTES_PER_COLUMN;
    return bytes;
  }
}

function forEachPath(filter: MetadataFilter, visit: (path: readonly string[]) => void): void {
  switch (filter.kind) {
    case 'all':
    case 'any':
      for (const part of filter.parts) forEachPath(part, visit);
      return;
    case 'not':
      return forEachPath(filter.part, visit);
    default:
      visit(filter.path);
  }
}
