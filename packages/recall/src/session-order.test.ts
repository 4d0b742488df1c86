import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SessionOrder } from './session-order.js';
import type { SessionPlace } from './session-order.js';

const always = () => true;

function put(order: SessionOrder, id: string, place: SessionPlace, terms = 1): number {
  const number = order.open(id);
  order.add(number, place, terms);
  return number;
}

describe('SessionOrder', () => {
  it('orders by when it happened, then by when it was written', () => {
    const order = new SessionOrder();
    const late = { slot: 0, occurredAtMs: 20, seq: 1 };
    const early = { slot: 1, occurredAtMs: 10, seq: 3 };
    const earlyToo = { slot: 2, occurredAtMs: 10, seq: 2 };
    const number = [late, early, earlyToo].map((place) => put(order, 's', place))[0] ?? -1;
    expect(order.neighbour(number, early, -1, always)).toBe(2);
    expect(order.neighbour(number, early, 1, always)).toBe(0);
    expect(order.neighbour(number, earlyToo, -1, always)).toBe(-1);
    expect(order.neighbour(number, late, 1, always)).toBe(-1);
  });

  it('passes over what is not visible', () => {
    const order = new SessionOrder();
    const places = [0, 1, 2].map((slot) => ({ slot, occurredAtMs: slot, seq: slot }));
    const [first = { slot: 0, occurredAtMs: 0, seq: 0 }] = places;
    const number = places.map((place) => put(order, 's', place))[0] ?? -1;
    expect(order.neighbour(number, first, 1, (slot) => slot !== 1)).toBe(2);
  });

  it('forgets a session with its last memory and gives its number to the next', () => {
    const order = new SessionOrder();
    const place = { slot: 0, occurredAtMs: 0, seq: 0 };
    const number = put(order, 'a', place, 4);
    expect([order.size, order.terms(number)]).toEqual([1, 4]);
    order.remove(number, place, 4);
    expect([order.size, order.terms(number)]).toEqual([0, 0]);
    expect(put(order, 'b', place)).toBe(number);
  });

  it('keeps the order whatever comes and goes', () => {
    const place = fc.record({ occurredAtMs: fc.nat({ max: 5 }), seq: fc.nat() });
    fc.assert(
      fc.property(fc.array(place, { minLength: 1, maxLength: 40 }), fc.array(fc.nat({ max: 39 })), (given, removed) => {
        const order = new SessionOrder();
        const places = given.map((one, slot) => ({ ...one, slot }));
        const number = places.map((one) => put(order, 's', one))[0] ?? -1;
        const gone = new Set(removed.filter((slot) => slot < places.length));
        for (const slot of gone) order.remove(number, places[slot] ?? { slot, occurredAtMs: 0, seq: 0 }, 1);
        const left = places
          .filter(({ slot }) => !gone.has(slot))
          .toSorted((a, b) => a.occurredAtMs - b.occurredAtMs || a.seq - b.seq || a.slot - b.slot);
        left.forEach((one, at) => {
          expect(order.neighbour(number, one, 1, always)).toBe(left[at + 1]?.slot ?? -1);
          expect(order.neighbour(number, one, -1, always)).toBe(left[at - 1]?.slot ?? -1);
        });
      }),
    );
  });
});
