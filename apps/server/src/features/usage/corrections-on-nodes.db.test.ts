import type { Storage } from '@memory-api/storage';
import { expect, it, onTestFinished } from 'vitest';
import { createNodes, describeNodes } from '../../abuse/nodes-fixture.js';

// So long a transaction that has read what there is waits for another one to read the same. Under the lock none comes.
const WAIT_MS = 300;

/** Lets the transactions that read usage go on together: none writes before the other has read. */
function createMeeting() {
  const waiting = new Set<(value: unknown) => void>();
  let met = 0;
  const meet = (): Promise<void> =>
    new Promise((resolve) => {
      waiting.add(resolve);
      setTimeout(resolve, WAIT_MS);
      if (waiting.size === 2) {
        met += 1;
        for (const goOn of waiting) goOn(undefined);
      }
    }).then(() => waiting.clear());
  const decorateStorage = (storage: Storage): Storage => ({
    ...storage,
    usage: {
      ...storage.usage,
      async days(...request) {
        const days = await storage.usage.days(...request);
        const [, , , options] = request;
        if (options?.tx !== undefined) await meet();
        return days;
      },
    },
  });
  return { decorateStorage, countMeetings: () => met };
}

describeNodes('two corrections on two nodes at once', () => {
  it('that take away the same use: one is written, the other is told that nothing is left', async () => {
    const { decorateStorage, countMeetings } = createMeeting();
    const nodes = await createNodes(2, { decorateStorage });
    onTestFinished(() => nodes.close());
    const [first] = nodes.worlds;
    const { key, orgId } = (await first?.signUp()) ?? { key: '', orgId: '' };
    for (let time = 0; time < 3; time += 1) await first?.call({ url: '/v1/memories/count', key });
    const body = {
      at: new Date(first?.clock.nowMs ?? 0).toISOString(),
      endpoint: 'GET /v1/memories/count',
      quantities: { api_calls: -3 },
      reason: 'Our load balancer sent them twice',
    };
    const url = `/v1/operator/organizations/${orgId}/usage-corrections`;
    const answers = await Promise.all(
      nodes.worlds.map((world) => world.call({ method: 'POST', url, key: first?.ownerKey ?? '', body })),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409]);
    expect(answers.find(({ status }) => status === 409)?.error).toMatchObject({
      code: 'CORRECTION_BELOW_ZERO',
      details: { below_zero: [{ quantity: 'api_calls', counted: 0, correction: -3 }] },
    });
    expect(countMeetings()).toBe(0);
    const day = { fromMs: Date.UTC(2026, 2, 1), toMs: Date.UTC(2026, 2, 2) };
    const days = await first?.storage.usage.days({ orgId, environment: 'live' }, day, 'operation');
    expect(days?.find(({ operation }) => operation === 'countMemories')?.calls).toBe(0);
  });
});
