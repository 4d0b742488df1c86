import { invariant } from '@memory-api/contract';
import { createNamespaceIndex, parseMetadataFilter } from '@memory-api/recall';
import type { MetadataFilter, NamespaceIndex, RecallQuestion } from '@memory-api/recall';
import { summarize } from '../harness/percentile.js';
import type { Summary } from '../harness/percentile.js';
import { createRandom } from '../harness/random.js';
import { FILTER_KINDS } from '../synthetic/filter-kinds.js';
import type { FilterKind } from '../synthetic/filter-kinds.js';
import { createSyntheticMemory } from '../synthetic/synthetic-memory.js';
import { createSyntheticMetadata, FILTER_SHARES } from '../synthetic/synthetic-metadata.js';
import { readVectorPool } from '../synthetic/vector-pool.js';
import type { VectorPool } from '../synthetic/vector-pool.js';
import { atMost } from './report.js';
import type { GoalOutcome, MeasurementOptions, Report } from './report.js';

interface FilterFigures {
  readonly memories: number;
  readonly kind: string;
  readonly goal: FilterKind['goal'];
  readonly share: number;
  readonly passed: number;
  /** The first query with this filter, which may make columns of the index. */
  readonly firstMs: number;
  readonly filteredMs: Summary;
  readonly unfilteredMs: Summary;
  readonly ratio: number;
}

interface SizeFigures {
  readonly memories: number;
  readonly bytesPerMemory: number;
  /** After every filter of the run was asked. */
  readonly bytesPerMemoryFiltered: number;
  readonly filters: readonly FilterFigures[];
}

type Asking = Pick<RecallQuestion, 'text' | 'vector'>;

const SIZES = [10_000, 100_000];
const GOAL_SIZE = 100_000;
const ROUNDS = 30;
const WARM_UP = 5;
const NOW_MS = Date.UTC(2026, 0, 1);

/** What filters add to a query of an index in this process, by kind of condition and by how many memories pass. */
export async function measureFilters(options: MeasurementOptions): Promise<Report> {
  const { say } = options;
  const sizes = options.sizes ?? SIZES;
  const pool = await readVectorPool({ count: Math.max(...sizes), say });
  const measured = sizes.map((memories) => measureSize(memories, pool, options));
  return {
    figures: { rounds: options.rounds ?? ROUNDS, sizes: measured },
    headings: [
      'memories',
      'filter',
      'wanted %',
      'passed',
      'first ms',
      'p50 ms',
      'p95 ms',
      'unfiltered p50 ms',
      '÷ unfiltered',
    ],
    rows: measured.flatMap(({ filters }) =>
      filters.map(({ memories, kind, share, passed, firstMs, filteredMs, unfilteredMs, ratio }) => [
        memories,
        kind,
        share * 100,
        passed,
        firstMs,
        filteredMs.p50,
        filteredMs.p95,
        unfilteredMs.p50,
        ratio,
      ]),
    ),
    goals: measured.flatMap(toGoals),
    notes: [
      'In this process, on one index of packages/recall, without embedder, store and HTTP. Filtered and unfiltered turn about, with the same questions; the ratio is that of the medians.',
      '`first ms` is the first query with the filter: it makes the columns of the paths that no filter named before.',
      ...measured.map(
        ({ memories, bytesPerMemory, bytesPerMemoryFiltered }) =>
          `Bytes a memory of ${memories}, as the index counts them: ${Math.round(bytesPerMemory)} before the first filter, ${Math.round(bytesPerMemoryFiltered)} after all of them; metadata of about 400 bytes of JSON included.`,
      ),
    ],
  };
}

function measureSize(memories: number, pool: VectorPool, { seed, rounds, say }: MeasurementOptions): SizeFigures {
  say(`filling an index with ${memories} memories …`);
  const { index, questions } = fillIndex(memories, pool, seed);
  const bytesPerMemory = index.bytes / memories;
  for (const question of questions.slice(0, WARM_UP)) ask(index, question, undefined);
  const filters = FILTER_KINDS.flatMap((kind) => {
    say(`asking in ${memories} memories: ${kind.name} …`);
    return FILTER_SHARES.map((share): FilterFigures => {
      const filter = toFilter(kind.toFilter(share));
      const figures = measureFilter(index, filter, questions.slice(0, rounds ?? ROUNDS));
      return { memories, kind: kind.name, goal: kind.goal, share, ...figures };
    });
  });
  return { memories, bytesPerMemory, bytesPerMemoryFiltered: index.bytes / memories, filters };
}

function measureFilter(index: NamespaceIndex, filter: MetadataFilter, questions: readonly Asking[]) {
  const [first] = questions;
  invariant(first !== undefined, 'at least one round');
  const { elapsedMs: firstMs, searched: passed } = ask(index, first, filter);
  for (const question of questions.slice(0, WARM_UP)) ask(index, question, filter);
  const filtered: number[] = [];
  const unfiltered: number[] = [];
  for (const question of questions) {
    unfiltered.push(ask(index, question, undefined).elapsedMs);
    filtered.push(ask(index, question, filter).elapsedMs);
  }
  const [filteredMs, unfilteredMs] = [summarize(filtered), summarize(unfiltered)];
  return { passed, firstMs, filteredMs, unfilteredMs, ratio: filteredMs.p50 / unfilteredMs.p50 };
}

function ask(index: NamespaceIndex, question: Asking, filter: MetadataFilter | undefined) {
  const asked = { ...question, maxMemories: 20, threshold: 0, nowMs: NOW_MS, filter };
  const startedAtMs = performance.now();
  const { searched } = index.query(asked);
  return { elapsedMs: performance.now() - startedAtMs, searched };
}

function fillIndex(count: number, pool: VectorPool, seed: number) {
  const random = createRandom(seed);
  const index = createNamespaceIndex({ dimensions: pool.dimensions });
  const questions: Asking[] = [];
  for (let seq = 0; seq < count; seq++) {
    const { text, question } = createSyntheticMemory(random);
    const vector = pool.next(random);
    if (questions.length < 500) questions.push({ text: question, vector });
    const times = { occurredAtMs: seq, createdAtMs: seq, updatedAtMs: seq, hasOccurredAt: false, expiresAtMs: null };
    const metadataJson = JSON.stringify(createSyntheticMetadata(random));
    index.upsert({ id: `mem_${seq}`, text, sessionId: null, seq, metadataJson, vectors: vector, ...times });
  }
  return { index, questions };
}

function toFilter(value: unknown): MetadataFilter {
  const parsed = parseMetadataFilter(value);
  invariant(parsed.ok, 'a filter of the measurement is not valid');
  return parsed.filter;
}

function toGoals({ memories, bytesPerMemoryFiltered, filters }: SizeFigures): GoalOutcome[] {
  if (memories !== GOAL_SIZE) return [];
  const worst = (goal: FilterKind['goal'], value: (figures: FilterFigures) => number): number =>
    Math.max(...filters.filter((one) => one.goal === goal).map(value));
  return [
    atMost(
      `equality, $in, ranges ÷ unfiltered, the worst at ${memories}`,
      worst('ratio', ({ ratio }) => ratio),
      1.2,
    ),
    atMost(
      `all others, p50 ms, the worst at ${memories}`,
      worst('milliseconds', ({ filteredMs }) => filteredMs.p50),
      30,
    ),
    atMost(
      `all others, p95 ms, the worst at ${memories}`,
      worst('milliseconds', ({ filteredMs }) => filteredMs.p95),
      30,
    ),
    atMost(`bytes a memory at ${memories}, filters included`, bytesPerMemoryFiltered, 1536),
  ];
}
