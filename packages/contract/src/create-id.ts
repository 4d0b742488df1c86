import { randomBytes } from 'node:crypto';

import { invariant } from './invariant.js';

/** What an id names: organization, API key, memory, request, entry of the audit log, invoice, credit, event. */
export type IdPrefix = 'org' | 'key' | 'mem' | 'req' | 'aud' | 'inv' | 'crd' | 'evt';

// Crockford's alphabet is in the order of its characters' bytes, also in lower case, so ids sort
// by time as plain strings in every storage engine (contract: ids compare as bytes).
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const TIME_DIGITS = 10;
const RANDOM_DIGITS = 16;
const MAX_TIME_MS = 2 ** 48 - 1;

function toTimeDigits(timeMs: number): string {
  let digits = '';
  for (let rest = timeMs, i = 0; i < TIME_DIGITS; i += 1, rest = Math.floor(rest / 32)) {
    digits = ALPHABET.charAt(rest % 32) + digits;
  }
  return digits;
}

function createRandomDigits(): Uint8Array {
  // 256 is a multiple of 32: the low five bits of a random byte are a uniform digit. The first
  // digit is halved, which leaves 2^79 increments before a millisecond could overflow.
  const digits = Uint8Array.from(randomBytes(RANDOM_DIGITS), (byte) => byte & 31);
  digits[0] = (digits[0] ?? 0) & 15;
  return digits;
}

function increment(digits: Uint8Array): void {
  for (let i = digits.length - 1; i >= 0; i -= 1) {
    const next = (digits[i] ?? 0) + 1;
    digits[i] = next & 31;
    if (next < 32) return;
  }
}

/**
 * Makes a source of ids with a sequence of its own. The process shares one, {@link createId}.
 *
 * @returns a function like {@link createId}
 */
export function createIdSource(): (prefix: IdPrefix, nowMs: number) => string {
  let lastMs = -1;
  let timeDigits = '';
  let randomDigits: Uint8Array = new Uint8Array(0);
  return (prefix, nowMs) => {
    const timeMs = Math.floor(nowMs);
    invariant(timeMs >= 0 && timeMs <= MAX_TIME_MS, 'the time of an id fits in 48 bits');
    if (timeMs === lastMs) {
      increment(randomDigits);
    } else {
      lastMs = timeMs;
      timeDigits = toTimeDigits(timeMs);
      randomDigits = createRandomDigits();
    }
    let id = `${prefix}_${timeDigits}`;
    for (const digit of randomDigits) id += ALPHABET.charAt(digit);
    return id;
  };
}

/**
 * The place of a moment among ids: every id that was made before it is less, and no other.
 *
 * @param prefix - what the ids name
 * @param timeMs - the moment, in milliseconds since 1970
 * @example
 * ids.filter((id) => id < toFirstId('req', Date.UTC(2026, 1))); // those of January and before
 */
export function toFirstId(prefix: IdPrefix, timeMs: number): string {
  return `${prefix}_${toTimeDigits(timeMs)}`;
}

/**
 * Makes an id that sorts by time: the prefix, `_`, and a ULID (48 bits of milliseconds, 80 random
 * bits) of 26 characters in lower case. Ids made in the same millisecond of one process rise.
 *
 * @param prefix - what the id names
 * @param nowMs - now, in milliseconds since 1970
 * @returns for example `mem_01jhm9p3zk6c0v5t8w2x4y6a8b`
 * @example
 * const id = createId('mem', Date.now());
 */
// The sequence within a millisecond is the one piece of state that a process must share.
export const createId: (prefix: IdPrefix, nowMs: number) => string = createIdSource();
