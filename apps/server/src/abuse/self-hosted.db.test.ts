import { expect, it, onTestFinished } from 'vitest';
import { describeOnEveryEngine } from './engines-fixture.js';
import { createWorld, CURRENT_KEY } from './world-fixture.js';

// All of them in `npm run test:soak`: half a minute.
const REQUESTS = process.env['SOAK'] === '1' ? 100_000 : 5000;
const AT_ONCE = 100;

describeOnEveryEngine('a server that somebody runs for himself', (engine) => {
  it(`52 never refuses the owner's key for a plan: ${REQUESTS} requests, ${AT_ONCE} at once`, async () => {
    const world = await createWorld(engine);
    onTestFinished(() => world.close());
    const statuses = new Map<number, number>();
    const headers = new Set<string>();
    for (let sent = 0; sent < REQUESTS; sent += AT_ONCE) {
      const calls = Array.from({ length: AT_ONCE }, () => world.call({ url: CURRENT_KEY, key: world.ownerKey }));
      for (const answer of await Promise.all(calls)) {
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
        for (const name of Object.keys(answer.headers)) headers.add(name);
      }
    }
    expect(statuses).toEqual(new Map([[200, REQUESTS]]));
    expect([...headers].filter((name) => /ratelimit|retry-after/.test(name))).toEqual([]);
  }, 600_000);
});
