import ipaddr from 'ipaddr.js';

/** What a limiter decides of one event. */
export type LimitDecision =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly retryAfterSeconds: number };

/** Counts events by address, with a sliding window: no double burst over an edge. */
export interface AddressLimiter {
  /** Counts one event, unless it's refused: waiting `retryAfterSeconds` is always enough. */
  hit(address: string, nowMs: number): LimitDecision;
  /** Addresses remembered at present. */
  readonly size: number;
}

/**
 * Makes a limiter. It keeps the times of the last `limit` events of an address, and forgets the
 * address that was quiet longest when `maxAddresses` are known.
 */
export function createAddressLimiter(options: {
  readonly limit: number;
  readonly windowMs: number;
  readonly maxAddresses?: number;
}): AddressLimiter {
  const { limit, windowMs, maxAddresses = 10_000 } = options;
  const timesByBlock = new Map<string, number[]>();

  function hit(address: string, nowMs: number): LimitDecision {
    const block = toAddressBlock(address);
    const times = (timesByBlock.get(block) ?? []).filter((timeMs) => timeMs > nowMs - windowMs);
    timesByBlock.delete(block);
    timesByBlock.set(block, times);
    if (timesByBlock.size > maxAddresses) forgetOldest(timesByBlock);
    const [oldestMs] = times;
    if (oldestMs !== undefined && times.length >= limit) {
      return { allowed: false, retryAfterSeconds: toRetryAfter(oldestMs + windowMs - nowMs) };
    }
    times.push(nowMs);
    return { allowed: true };
  }

  return {
    hit,
    get size() {
      return timesByBlock.size;
    },
  };
}

/**
 * The unit that limits by address count in: an IPv4 address, or the /64 of an IPv6 address,
 * which is what one subscriber is given. IPv4 in IPv6 clothes is IPv4.
 */
export function toAddressBlock(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  if (parsed instanceof ipaddr.IPv4) return parsed.toString();
  return `${parsed.parts.slice(0, 4).join(':')}::/64`;
}

function toRetryAfter(waitMs: number): number {
  return Math.max(1, Math.ceil(waitMs / 1000));
}

function forgetOldest(map: Map<string, unknown>): void {
  for (const key of map.keys()) {
    map.delete(key);
    return;
  }
}
