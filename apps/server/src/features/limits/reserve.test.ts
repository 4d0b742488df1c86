import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toReserve } from './reserve.js';

describe('toReserve', () => {
  it('takes a share of what is free where no other node counts', () => {
    expect(toReserve({ free: 4990, size: 5000, perMinute: 60, nodes: 1 })).toEqual({ requests: 60, lastsMs: 15_000 });
    expect(toReserve({ free: 100, size: 5000, perMinute: 60, nodes: 1 })).toMatchObject({ requests: 6 });
    expect(toReserve({ free: 15, size: 5000, perMinute: 60, nodes: 1 })).toMatchObject({ requests: 0 });
  });

  it('takes nothing of what the other nodes may need before it comes back', () => {
    expect(toReserve({ free: 420, size: 5000, perMinute: 60, nodes: 8 })).toMatchObject({ requests: 0 });
    expect(toReserve({ free: 420 + 16, size: 5000, perMinute: 60, nodes: 8 })).toMatchObject({ requests: 1 });
  });

  it('comes back soon where nothing slows the requests', () => {
    expect(toReserve({ free: 1e6, size: 1e6, perMinute: null, nodes: 3 })).toEqual({ requests: 1000, lastsMs: 1000 });
  });

  it('knows no end of what has none', () => {
    expect(toReserve({ free: Infinity, size: 0, perMinute: 300, nodes: 8 })).toMatchObject({ requests: 300 });
  });

  it('never lets another node run dry: what is free without it lasts for a minute of all the others', () => {
    const facts = fc.record({
      free: fc.nat({ max: 100_000 }),
      size: fc.nat({ max: 100_000 }),
      perMinute: fc.integer({ min: 1, max: 2000 }),
      nodes: fc.integer({ min: 1, max: 8 }),
    });
    fc.assert(
      fc.property(facts, (given) => {
        const { requests, lastsMs } = toReserve(given);
        expect(Number.isInteger(requests) && requests >= 0).toBe(true);
        expect(lastsMs).toBeLessThanOrEqual(60_000);
        if (requests > 0) expect(given.free - requests).toBeGreaterThanOrEqual((given.nodes - 1) * given.perMinute);
      }),
    );
  });
});
