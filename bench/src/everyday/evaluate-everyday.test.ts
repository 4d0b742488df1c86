import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { HttpCall } from '../harness/http-client.js';
import { evaluateEveryday } from './evaluate-everyday.js';

const state = vi.hoisted(() => ({ stored: [] as unknown[], asked: 0, closed: 0, stopped: 0 }));

vi.mock('../harness/server-process.js', () => ({
  startServer: async () => ({ port: 1, stop: async () => void (state.stopped += 1) }),
}));
vi.mock('../harness/http-client.js', () => ({
  createHttpClient: () => ({
    send: async () => {
      state.asked += 1;
      return { status: 200, headers: {}, body: { data: { memories: [] } }, durationMs: 2 };
    },
    sendOk: async ({ body }: HttpCall) => void state.stored.push(body),
    close: () => void (state.closed += 1),
  }),
}));

beforeEach(() => void Object.assign(state, { stored: [], asked: 0, closed: 0, stopped: 0 }));

const evaluate = (split: 'all' | 'dev' | 'held-out') => evaluateEveryday({ split, seed: 1, say: () => undefined });

describe('evaluateEveryday', () => {
  it('stores the memories of both splits, whichever is asked for', async () => {
    const { stored } = await evaluate('dev');
    expect(stored).toBeGreaterThan(100);
    expect(state.stored).toHaveLength(stored);
    expect((await evaluate('all')).stored).toBe(stored);
  });

  it('brings each split to figures where all of them are asked for', async () => {
    const { figures, goals } = await evaluate('all');
    expect(Object.keys(figures)).toEqual(['dev', 'held-out', 'all']);
    expect(Object.keys(goals)).toEqual(['dev', 'held-out', 'all']);
    const [dev, heldOut, all] = Object.values(figures).map(({ paraphrases }) => paraphrases.questions);
    expect((dev ?? 0) + (heldOut ?? 0)).toBe(all);
  });

  it('gives no outcome of a held-out question, one by one', async () => {
    const { devOutcomes } = await evaluate('all');
    const outcomes = Object.values(devOutcomes).flat();
    expect(outcomes.length).toBeGreaterThan(0);
    expect(new Set(outcomes.map(({ split }) => split))).toEqual(new Set(['dev']));
    expect(Object.values((await evaluate('held-out')).devOutcomes).flat()).toEqual([]);
  });

  it('misses the goals of a service that finds nothing, and ends its server', async () => {
    const { goals, latencyMs } = await evaluate('dev');
    expect(Object.keys(goals)).toEqual(['dev']);
    expect(goals.dev?.filter(({ isMet }) => isMet).map(({ value }) => value)).toEqual([0]);
    expect(latencyMs.p95).toBe(2);
    expect(latencyMs.count).toBeLessThanOrEqual(state.asked);
    expect([state.closed, state.stopped]).toEqual([1, 1]);
  });
});
