import { exactSearch, MetricKind } from 'usearch';
import { BitCodes } from './bit-codes.js';
import { selectTop } from './select-top.js';

// In segments, growing copies nothing but the first, small ones.
const SEGMENT_ROWS = 16_384;
const FIRST_SEGMENT_ROWS = 16;
// Rows gathered for one scan: a piece that stays in the processor's cache.
const GATHERED_ROWS = 2048;

// Rows of one segment are all compared with the question (0.04–0.1 µs each, gathered 0.1–0.5). Of more, those that may
// be near by their signs: at 100,000 real and mixed vectors these held all of the twenty nearest and 99 % of 200.
const CODED_FROM = SEGMENT_ROWS;
// Signs are added up for all rows (0.025 µs each), whichever are meant: about even where one in sixteen is.
const GATHERED_SHARE = 1 / 16;
const FEWEST_BY_SIGNS = 4096;
const CANDIDATE_SHARE = 0.02;
const CANDIDATES_PER_HIT = 10;

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
  #codes: BitCodes | null = null;

  constructor(dimensions: number) {
    this.#dimensions = dimensions;
  }

  /** Bytes held. */
  get bytes(): number {
    const others = this.#norms.byteLength + (this.#codes?.bytes ?? 0);
    return this.#segments.reduce((sum, segment) => sum + segment.byteLength, others);
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
    if (this.#codes !== null) this.#codes.set(row, vector);
    else if (this.#rows > CODED_FROM) this.#codes = this.#toCodes();
    return row;
  }

  /** Forgets a row. */
  remove(row: number): void {
    const place = this.#placeOf(row);
    this.#segmentOf(row).fill(0, place, place + this.#dimensions);
    this.#norms[row] = 0;
    this.#codes?.clear(row);
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
    const rows = this.#rows;
    const candidates = this.#codes?.best(question, toCandidates(rows, count), { rows });
    if (candidates !== undefined) return this.#compare(candidates, question, count);
    const hits: RowHit[] = [];
    const vectors = (this.#segments[0] ?? NO_ROWS).subarray(0, rows * this.#dimensions);
    this.#scan(vectors, question, count, (row, cosine) => hits.push({ row, cosine }));
    return best(hits, count);
  }

  /** The same among the given rows alone, which stand in ascending order. */
  nearestAmong(among: Int32Array, question: Int8Array, count: number): RowHit[] {
    const rows = this.#rows;
    const codes = among.length > Math.max(FEWEST_BY_SIGNS, rows * GATHERED_SHARE) ? this.#codes : null;
    const candidates = codes?.best(question, toCandidates(among.length, count), { rows, among });
    return this.#compare(candidates ?? among, question, count);
  }

  #compare(rows: Int32Array, question: Int8Array, count: number): RowHit[] {
    const hits: RowHit[] = [];
    const gathered = new Int8Array(Math.min(GATHERED_ROWS, rows.length) * this.#dimensions);
    for (let start = 0; start < rows.length; start += GATHERED_ROWS) {
      const piece = rows.subarray(start, start + GATHERED_ROWS);
      this.#copyRows(piece, gathered);
      const compared = gathered.subarray(0, piece.length * this.#dimensions);
      this.#scan(compared, question, count, (place, cosine) => hits.push({ row: piece[place] ?? 0, cosine }));
    }
    return best(hits, count);
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
  #scan(rows: Int8Array, question: Int8Array, count: number, visit: (place: number, cosine: number) => void): void {
    const wanted = Math.min(count, rows.length / this.#dimensions);
    if (wanted === 0) return;
    const matches = exactSearch(rows, question, this.#dimensions, wanted, MetricKind.Cos, 1);
    matches.distances.forEach((distance, place) => visit(Number(matches.keys[place]), 1 - distance));
  }

  #toCodes(): BitCodes {
    const codes = new BitCodes(this.#dimensions);
    for (let row = 0; row < this.#rows; row++) codes.set(row, this.#vector(row));
    return codes;
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

function toCandidates(rows: number, count: number): number {
  return Math.max(count * CANDIDATES_PER_HIT, Math.ceil(rows * CANDIDATE_SHARE));
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

function best(hits: readonly RowHit[], count: number): RowHit[] {
  return selectTop(hits, count, (left, right) => right.cosine - left.cosine || left.row - right.row);
}
