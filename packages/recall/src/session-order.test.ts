import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SessionOrder } from './session-order.js';

const always = () => true;

interface Place {
  readonly slot: number;
  readonly occurredAtMs: number;
  readonly seq: number;
}

function orderOf(places: readonly Place[]): SessionOrder {
  const [occurrences, seqs] = [new Float64Array(50), new Float64Array(50)];
  for (const { slot, occurredAtMs, seq } of places) {
    occurrences[slot] = occurredAtMs;
    seqs[slot] = seq;
  }
  return new SessionOrder({ occurrences, seqs });
}

function put(order: SessionOrder, id: string, { slot }: Place, terms = 1): number {
  const number = order.open(id);
  order.add(number, slot, terms);
  return number;
}

describe('SessionOrder', () => {
  it('orders by when it happened, then by when it was written', () => {
    const late = { slot: 0, occurredAtMs: 20, seq: 1 };
    const early = { slot: 1, occurredAtMs: 10, seq: 3 };
    const earlyToo = { slot: 2, occurredAtMs: 10, seq: 2 };
    const order = orderOf([late, early, earlyToo]);
    const number = [late, early, earlyToo].map((place) => put(order, 's', place))[0] ?? -1;
    expect(order.neighbour(number, early.slot, -1, always)).toBe(2);
    expect(order.neighbour(number, early.slot, 1, always)).toBe(0);
    expect(order.neighbour(number, earlyToo.slot, -1, always)).toBe(-1);
    expect(order.neighbour(number, late.slot, 1, always)).toBe(-1);
  });

  it('passes over what is not visible', () => {
    const places = [0, 1, 2].map((slot) => ({ slot, occurredAtMs: slot, seq: slot }));
    const order = orderOf(places);
    const [first = { slot: 0, occurredAtMs: 0, seq: 0 }] = places;
    const number = places.map((place) => put(order, 's', place))[0] ?? -1;
    expect(order.neighbour(number, first.slot, 1, (slot) => slot !== 1)).toBe(2);
  });

  it('forgets a session with its last memory and gives its number to the next', () => {
    const place = { slot: 0, occurredAtMs: 0, seq: 0 };
    const order = orderOf([place]);
    const number = put(order, 'a', place, 4);
    expect([order.size, order.terms(number)]).toEqual([1, 4]);
    order.remove(number, place.slot, 4);
    expect([order.size, order.terms(number)]).toEqual([0, 0]);
    expect(put(order, 'b', place)).toBe(number);
  });

  it('counts what it holds, and nothing when it holds nothing', () => {
    const places = Array.from({ length: 40 }, (_, slot) => ({ slot, occurredAtMs: slot, seq: slot }));
    const order = orderOf(places);
    const numbers = places.map((place) => put(order, `s${place.slot % 4}`, place));
    const full = order.bytes;
    places.forEach(({ slot }) => order.remove(numbers[slot] ?? -1, slot, 1));
    expect([full > 40 * 8, order.bytes]).toEqual([true, 0]);
  });

  it('keeps the order whatever comes and goes', () => {
    const place = fc.record({ occurredAtMs: fc.nat({ max: 5 }), seq: fc.nat() });
    fc.assert(
      fc.property(fc.array(place, { minLength: 1, maxLength: 40 }), fc.array(fc.nat({ max: 39 })), (given, removed) => {
        const places = given.map((one, slot) => ({ ...one, slot }));
        const order = orderOf(places);
        const number = places.map((one) => put(order, 's', one))[0] ?? -1;
        const gone = new Set(removed.filter((slot) => slot < places.length));
        for (const slot of gone) order.remove(number, slot, 1);
        const left = places
          .filter(({ slot }) => !gone.has(slot))
          .toSorted((a, b) => a.occurredAtMs - b.occurredAtMs || a.seq - b.seq || a.slot - b.slot);
        left.forEach((one, at) => {
          expect(order.neighbour(number, one.slot, 1, always)).toBe(left[at + 1]?.slot ?? -1);
          expect(order.neighbour(number, one.slot, -1, always)).toBe(left[at - 1]?.slot ?? -1);
        });
      }),
    );
  });
});
