import { MetadataColumn, structuresOf } from './metadata-column.js';
import type { MetadataOf, TableCondition } from './metadata-column.js';
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

  /**
   * Makes what {@link select} needs for a filter, 32 memories a step. All metadata are parsed where a path is
   * new, which may take seconds: take the steps in turns with other work, with nothing put or cleared between them.
   */
  *prepare(filter: MetadataFilter): Iterable<void> {
    yield* this.#createMissing(filter);
    for (const condition of conditionsOf(filter)) yield* this.#columnOf(condition).prepare(condition, this.#metadataOf);
  }

  /** The slots, of those given, whose memories pass a filter: what `matchesFilter` says of each. */
  select(filter: MetadataFilter, within: SlotSet): SlotSet {
    takeAll(this.prepare(filter));
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
        return this.#columnOf(filter).select(filter, within);
    }
  }

  // Parts that need a value at the same path are looked up together first, so that a hundred users cost one look at all
  // memories and not a hundred.
  #selectAny(parts: readonly MetadataFilter[], within: SlotSet): SlotSet {
    const found = within.toEmpty();
    for (const group of groupsByPath(parts)) {
      const open = within.without(found);
      const candidates = this.#toCandidates(group, open) ?? open;
      // Conditions that stand alone hold for all that any of them was found by.
      const isAlone = group.every((part) => part === toNecessary(part));
      if (isAlone) found.addAll(candidates);
      else for (const part of group) found.addAll(this.#select(part, candidates));
    }
    return found;
  }

  #toCandidates(group: readonly MetadataFilter[], open: SlotSet): SlotSet | undefined {
    const necessary = group.map((part) => toNecessary(part)).filter((condition) => condition !== undefined);
    const [first] = necessary;
    return first === undefined ? undefined : this.#columnOf(first).selectSome(necessary, open);
  }

  #columnOf({ path }: FilterCondition): MetadataColumn {
    const name = path.join('.');
    const column = this.#columns.get(name) ?? new MetadataColumn(path);
    this.#columns.delete(name);
    this.#columns.set(name, column);
    return column;
  }

  // All at once, so that metadata are read once for a filter of many paths.
  *#createMissing(filter: MetadataFilter): Iterable<void> {
    const missing = new Map<string, MetadataColumn>();
    for (const { path } of conditionsOf(filter)) {
      const name = path.join('.');
      if (!this.#columns.has(name)) missing.set(name, new MetadataColumn(path));
    }
    if (missing.size === 0) return;
    yield* this.#live.inSteps((slot) => {
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

function* conditionsOf(filter: MetadataFilter): Iterable<FilterCondition> {
  switch (filter.kind) {
    case 'all':
    case 'any':
      for (const part of filter.parts) yield* conditionsOf(part);
      return;
    case 'not':
      yield* conditionsOf(filter.part);
      return;
    default:
      yield filter;
  }
}

/** A condition on scalars that a memory must meet to pass a filter, if one is easily found. */
function toNecessary(filter: MetadataFilter): TableCondition | undefined {
  switch (filter.kind) {
    case 'all':
      return firstOf(filter.parts);
    case 'any':
    case 'not':
    case 'exists':
      return undefined;
    default:
      return structuresOf(filter).length === 0 ? filter : undefined;
  }
}

function groupsByPath(parts: readonly MetadataFilter[]): Iterable<readonly MetadataFilter[]> {
  const groups = new Map<string | undefined, MetadataFilter[]>();
  for (const part of parts) {
    const path = toNecessary(part)?.path.join('.');
    const group = groups.get(path) ?? [];
    group.push(part);
    groups.set(path, group);
  }
  return groups.values();
}

function firstOf(parts: readonly MetadataFilter[]): TableCondition | undefined {
  for (const part of parts) {
    const condition = toNecessary(part);
    if (condition !== undefined) return condition;
  }
  return undefined;
}

function takeAll(steps: Iterable<void>): void {
  const taken = steps[Symbol.iterator]();
  while (taken.next().done !== true);
}
