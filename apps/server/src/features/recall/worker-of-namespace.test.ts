import { describe, expect, it } from 'vitest';
import { toNamespaceName, toWorkerNumber } from './worker-of-namespace.js';

const live = { orgId: 'org_a', environment: 'live' } as const;
const sandbox = { orgId: 'org_a', environment: 'test' } as const;

describe('toNamespaceName', () => {
  it('tells tenants, environments and namespaces apart', () => {
    const names = [
      toNamespaceName(live, 'default'),
      toNamespaceName(sandbox, 'default'),
      toNamespaceName({ ...live, orgId: 'org_b' }, 'default'),
      toNamespaceName(live, 'other'),
    ];
    expect(new Set(names).size).toBe(4);
  });
});

describe('toWorkerNumber', () => {
  it('gives a namespace to the same worker every time', () => {
    const name = toNamespaceName(live, 'default');
    expect(toWorkerNumber(name, 4)).toBe(toWorkerNumber(name, 4));
  });

  it('spreads namespaces over all workers', () => {
    const counts = [0, 0, 0, 0];
    for (let number = 0; number < 4000; number++) {
      const worker = toWorkerNumber(toNamespaceName(live, `user-${number}`), 4);
      counts[worker] = (counts[worker] ?? 0) + 1;
    }
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(200);
  });

  it('has but one answer where there is one worker', () => {
    expect(toWorkerNumber('anything', 1)).toBe(0);
  });
});
