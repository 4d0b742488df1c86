import { createId } from '@memory-api/contract';
import type { Random } from '../harness/random.js';

const DIGITS = '0123456789abcdefghjkmnpqrstvwxyz';
const RANDOM_DIGITS = 16;

/** An id of a memory as the server makes them, but for its random part: that comes from the seed. */
export function createSeededId(random: Random, timeMs: number): string {
  const timed = createId('mem', timeMs).slice(0, -RANDOM_DIGITS);
  return timed + Array.from({ length: RANDOM_DIGITS }, () => DIGITS.charAt(random.below(DIGITS.length))).join('');
}
