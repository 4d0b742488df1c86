import { exactSearch, MetricKind } from 'usearch';
import { selectTop } from './select-top.js';

// A scan of 100,000 rows took 2.9 ms in one piece, 3.3 ms in pieces of this size and 4.2 ms in pieces of 4,096; in
// pieces, growing copies nothing but the first, small ones.
const SEGMENT_ROWS = 16_384;
const FIRST_SEGMENT_ROWS = 16;
// Rows gathered for one scan of a filtered search: a piece that stays in the processor's cache.
const GATHERED_ROWS = 2048;

// Gathering costs 0.1 µs a row more than scanning (about 0.025 µs), and scanning must look at all: about even here.
const GATHERED_SHARE = 1 / 6;
// So much more than its share is asked of a part that it is seldom asked again.
const MARGIN = 1.5;
const MARGIN_ROWS = 30;
const NONE_LEFT_OUT = Number.NEGATIVE_INFINITY;

/** A row and its cosine to the question. */
export interface RowHit {
  readonly row: number;
  readonly cosine: number;
}

/**
 * The int8 vectors of an index, in segments of contiguous rows. Rows of memories that are gone are zero (they are like
 * nothing) until another vector takes them.
 */
export class VectorRows {
  readonly #dimensions: number;
  readonly #segments: Int8Array[] = [];
  readonly #freeRows: number[] = [];
  #norms = new Float32Array(FIRST_SEGMENT_ROWS);
  #rows = 0;

  constructor(dimensions: number) {
    this.#dimensions = dimensions;
  }

  /** Bytes held. */
  get bytes(): number {
    return this.#segments.reduce((sum, segment) => sum + segment.byteLength, this.#norms.byteLength);
  }

  /** Rows that were ever used at once: row numbers are below this. */
  get rows(): number {
    return this.#rows;
  }

  /** Stores the vector that begins at `offset` and returns its row. */
  add(vectors: Int8Array, offset: number): number {
    const row = this.#freeRows.pop() ?? this.#nextRow();
    const vector = vectors.subarray(offset, offset + this.#dimensions);
    this.#segmentOf(row).set(vector, this.#placeOf(row));
    if (row >= this.#norms.length) this.#growNorms();
    this.#norms[row] = Math.sqrt(dot(vector, 0, vector, this.#dimensions));
    return row;
  }

  /** Forgets a row. */
  remove(row: number): void {
    const place = this.#placeOf(row);
    this.#segmentOf(row).fill(0, place, place + this.#dimensions);
    this.#norms[row] = 0;
    this.#freeRows.push(row);
  }

  /** Cosine of a row to the question, whose norm the caller knows. */
  cosine(row: number, question: Int8Array, questionNorm: number): number {
    const norm = (this.#norms[row] ?? 0) * questionNorm;
    return norm === 0 ? 0 : dot(this.#segmentOf(row), this.#placeOf(row), question, this.#dimensions) / norm;
  }

  /** Cosine of two rows. */
  cosineBetween(row: number, other: number): number {
    return this.cosine(row, this.#vector(other), this.#norms[other] ?? 0);
  }

  /** The rows most like the question, best first, among all rows. */
  nearest(question: Int8Array, count: number): RowHit[] {
    const parts = this.#segments.map((segment, number): Part => {
      const first = number * SEGMENT_ROWS;
      const rows = Math.min(SEGMENT_ROWS, this.#rows - first);
      return { first, rows, scan: (wanted) => this.#scanSegment(segment, { first, rows }, question, wanted) };
    });
    return bestOfParts(parts, count, ({ scan }) => scan(count));
  }

  /** The same among the given rows alone, which stand in ascending order. */
  nearestAmong(among: Int32Array, question: Int8Array, count: number): RowHit[] {
    const parts: Part[] = [];
    for (let start = 0; start < among.length;) {
      const number = Math.floor((among[start] ?? 0) / SEGMENT_ROWS);
      const end = firstFrom(among, (number + 1) * SEGMENT_ROWS);
      parts.push(this.#toPartAmong(number, among.subarray(start, end), question));
      start = end;
    }
    return bestOfParts(parts, count, ({ among: rows = NO_ROW_NUMBERS }) => this.#gather(rows, question, count));
  }

  // Scanning a segment costs the same however few of its rows are asked for, gathering costs by the row.
  #toPartAmong(number: number, among: Int32Array, question: Int8Array): Part {
    const first = number * SEGMENT_ROWS;
    const all = Math.min(SEGMENT_ROWS, this.#rows - first);
    const part = { first, rows: among.length, among };
    if (among.length < all * GATHERED_SHARE)
      return { ...part, scan: (wanted) => this.#gather(among, question, wanted) };
    const segment = this.#segments[number] ?? NO_ROWS;
    const share = among.length / all;
    return {
      ...part,
      scan: (wanted) => {
        const scanned = this.#scanSegment(segment, { first, rows: all }, question, Math.ceil(wanted / share));
        return { ...scanned, hits: scanned.hits.filter(({ row }) => among[firstFrom(among, row)] === row) };
      },
    };
  }

  #scanSegment(segment: Int8Array, { first, rows }: RowRange, question: Int8Array, wanted: number): Scanned {
    const hits: RowHit[] = [];
    this.#scan(segment.subarray(0, rows * this.#dimensions), question, wanted, (place, cosine) => {
      hits.push({ row: first + place, cosine });
    });
    return { hits, lowest: wanted >= rows ? NONE_LEFT_OUT : (hits.at(-1)?.cosine ?? NONE_LEFT_OUT) };
  }

  #gather(rows: Int32Array, question: Int8Array, wanted: number): Scanned {
    const hits: RowHit[] = [];
    const gathered = new Int8Array(Math.min(GATHERED_ROWS, rows.length) * this.#dimensions);
    let lowest = NONE_LEFT_OUT;
    for (let start = 0; start < rows.length; start += GATHERED_ROWS) {
      const piece = rows.subarray(start, start + GATHERED_ROWS);
      this.#copyRows(piece, gathered);
      const found = this.#scan(
        gathered.subarray(0, piece.length * this.#dimensions),
        question,
        wanted,
        (place, cosine) => {
          hits.push({ row: piece[place] ?? 0, cosine });
        },
      );
      if (found < piece.length) lowest = Math.max(lowest, hits.at(-1)?.cosine ?? NONE_LEFT_OUT);
    }
    return { hits, lowest };
  }

  // Rows that follow each other are copied as one.
  #copyRows(rows: Int32Array, to: Int8Array): void {
    for (let start = 0; start < rows.length;) {
      const first = rows[start] ?? 0;
      let end = start + 1;
      while (end < rows.length && rows[end] === first + end - start) end++;
      const place = this.#placeOf(first);
      to.set(
        this.#segmentOf(first).subarray(place, place + (end - start) * this.#dimensions),
        start * this.#dimensions,
      );
      start = end;
    }
  }

  // usearch ignores the byte offset of a typed array: both arrays must begin where their buffer does. More than one
  // thread was no faster here, and a query has a worker thread already.
  #scan(rows: Int8Array, question: Int8Array, count: number, visit: (place: number, cosine: number) => void): number {
    const wanted = Math.min(count, rows.length / this.#dimensions);
    if (wanted === 0) return 0;
    const matches = exactSearch(rows, question, this.#dimensions, wanted, MetricKind.Cos, 1);
    matches.distances.forEach((distance, place) => visit(Number(matches.keys[place]), 1 - distance));
    return wanted;
  }

  #vector(row: number): Int8Array {
    const place = this.#placeOf(row);
    return this.#segmentOf(row).subarray(place, place + this.#dimensions);
  }

  #segmentOf(row: number): Int8Array {
    return this.#segments[Math.floor(row / SEGMENT_ROWS)] ?? NO_ROWS;
  }

  #placeOf(row: number): number {
    return (row % SEGMENT_ROWS) * this.#dimensions;
  }

  #nextRow(): number {
    const row = this.#rows++;
    const number = Math.floor(row / SEGMENT_ROWS);
    const segment = this.#segments[number];
    if (segment === undefined) this.#segments.push(new Int8Array(this.#segmentRows(number) * this.#dimensions));
    else if (this.#placeOf(row) >= segment.length) this.#segments[number] = doubled(segment);
    return row;
  }

  // A small store shouldn't pay for a large one: only the first segment grows.
  #segmentRows(number: number): number {
    return number === 0 ? FIRST_SEGMENT_ROWS : SEGMENT_ROWS;
  }

  #growNorms(): void {
    const larger = new Float32Array(this.#norms.length * 2);
    larger.set(this.#norms);
    this.#norms = larger;
  }
}

const NO_ROWS = new Int8Array(0);
const NO_ROW_NUMBERS = new Int32Array(0);

interface RowRange {
  readonly first: number;
  readonly rows: number;
}

/** Rows that are scanned at a time: at most one segment. */
interface Part extends RowRange {
  /** The rows meant, where not all of the segment are. */
  readonly among?: Int32Array;
  /** Gives about as many of the part's best as are wanted. */
  readonly scan: (wanted: number) => Scanned;
}

interface Scanned {
  readonly hits: readonly RowHit[];
  /** No row that was left out has a higher cosine. */
  readonly lowest: number;
}

function doubled(segment: Int8Array): Int8Array {
  const larger = new Int8Array(segment.length * 2);
  larger.set(segment);
  return larger;
}

function dot(rows: Int8Array, offset: number, vector: Int8Array, dimensions: number): number {
  let sum = 0;
  for (let place = 0; place < dimensions; place++) sum += (rows[offset + place] ?? 0) * (vector[place] ?? 0);
  return sum;
}

/**
 * The best of all parts. Each is first asked for its share of the hits and some more; one that may hold back a hit
 * better than the last of the best is asked `again`, for as many as are wanted of all. So most of 100,000 rows give
 * eighty hits in seven parts instead of two hundred.
 */
function bestOfParts(parts: readonly Part[], count: number, again: (part: Part) => Scanned): RowHit[] {
  const rows = parts.reduce((sum, part) => sum + part.rows, 0);
  const scans = parts.map((part) =>
    part.scan(Math.min(count, Math.ceil((count * part.rows * MARGIN) / rows) + MARGIN_ROWS)),
  );
  const found = best(
    scans.flatMap(({ hits }) => hits),
    count,
  );
  const last = found.length < count ? NONE_LEFT_OUT : (found.at(-1)?.cosine ?? NONE_LEFT_OUT);
  if (scans.every(({ lowest }) => lowest <= last)) return found;
  const sure = parts.map((part, place) => {
    const scanned = scans[place];
    return scanned === undefined || scanned.lowest > last ? again(part) : scanned;
  });
  return best(
    sure.flatMap(({ hits }) => hits),
    count,
  );
}

/** The place of the first row that is not below `row`. */
function firstFrom(ascending: Int32Array, row: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? 0) < row) low = middle + 1;
    else high = middle;
  }
  return low;
}

function best(hits: readonly RowHit[], count: number): RowHit[] {
  return selectTop(hits, count, (left, right) => right.cosine - left.cosine || left.row - right.row);
}
