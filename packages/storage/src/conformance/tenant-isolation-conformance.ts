import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Storage } from '../storage-port.js';
import type { Tenant } from '../tenant.js';
import { NOW, TENANTS, type OpenHarness, aMemory, useStorage } from './storage-fixture.js';
import { checkTenantIsolation } from './tenant-isolation-fixture.js';

/** What lies in a tenant's store, by the simplest means: namespace, text and version by id. */
type Model = Map<
  string,
  { namespace: string; text: string; version: number; isLive: boolean; expiresAtMs: number | null }
>;

type Step = {
  readonly kind: 'create' | 'update' | 'delete' | 'deleteAll';
  readonly tenant: number;
  readonly id: string;
  readonly namespace: string;
  readonly livesMs: number | null;
};

const steps: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom('create', 'create', 'create', 'update', 'update', 'delete', 'deleteAll'),
  tenant: fc.nat({ max: TENANTS.length - 1 }),
  id: fc.constantFrom('a', 'b', 'c'),
  namespace: fc.constantFrom('x', 'y', 'z'),
  livesMs: fc.option(fc.integer({ min: 1, max: 15 })),
});

/** Organizations and environments never mix, on any engine. */
export function describeTenantIsolation(name: string, open: OpenHarness): void {
  describe(`tenants on ${name}`, () => {
    const harness = useStorage(open);

    it('abuse 42 and 43: live side by side without a trace of each other', async () => {
      await checkTenantIsolation(harness());
    });

    it('abuse 42 and 43: never mix, whatever is done by three organizations in two environments', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(steps, { minLength: 10, maxLength: 40 }), async (taken) => {
          const { storage, close } = await open();
          try {
            await compareWithModels(storage, taken);
          } finally {
            await close();
          }
        }),
        { numRuns: 25 },
      );
    });
  });
}

async function compareWithModels(storage: Storage, taken: readonly Step[]): Promise<void> {
  const models = TENANTS.map((): Model => new Map());
  let nowMs = NOW;
  for (const step of taken) {
    nowMs += 1;
    const [tenant, model] = [TENANTS[step.tenant], models[step.tenant]];
    if (tenant !== undefined && model !== undefined) await take(storage, { tenant, model, step, nowMs });
  }
  for (const [i, tenant] of TENANTS.entries()) {
    await expectModel(storage, tenant, models[i] ?? new Map(), nowMs);
  }
}

async function take(
  storage: Storage,
  { tenant, model, step, nowMs }: { tenant: Tenant; model: Model; step: Step; nowMs: number },
): Promise<void> {
  const { memories } = storage;
  const { id, namespace } = step;
  const text = `${tenant.orgId} ${tenant.environment} ${nowMs}`;
  const change = { keyId: null, nowMs };
  const present = livingIn(model, nowMs).find(([living]) => living === id)?.[1];
  if (step.kind === 'create') {
    const expiresAtMs = step.livesMs === null ? null : nowMs + step.livesMs;
    const input = aMemory({ id, namespace, text, expiresAtMs, nowMs });
    const created = storage.write((tx) => memories.create(tx, tenant, null, input));
    if (present !== undefined) {
      await expect(created).rejects.toMatchObject({ code: 'MEMORY_ID_EXISTS' });
      return;
    }
    // An expired one has had its end as a version of its own.
    const before = model.get(id);
    const version = (before?.version ?? 0) + (before?.isLive === true ? 2 : 1);
    expect(await created).toMatchObject({ version });
    model.set(id, { namespace, text, version, isLive: true, expiresAtMs });
  } else if (step.kind === 'update') {
    const updated = await storage.write((tx) => memories.update(tx, tenant, null, id, { text, ...change }));
    expect(updated?.version).toBe(present && present.version + 1);
    if (present !== undefined) Object.assign(present, { text, version: present.version + 1 });
  } else if (step.kind === 'delete') {
    const isDeleted = await storage.write((tx) => memories.delete(tx, tenant, null, id, change));
    expect(isDeleted).toBe(present !== undefined);
    if (present !== undefined) Object.assign(present, { isLive: false, version: present.version + 1 });
  } else {
    const hit = livingIn(model, nowMs).filter(([, memory]) => memory.namespace === namespace);
    const count = await storage.write((tx) => memories.deleteAll(tx, tenant, null, { namespace, ...change }));
    expect(count).toBe(hit.length);
    for (const [, memory] of hit) Object.assign(memory, { isLive: false, version: memory.version + 1 });
  }
}

function livingIn(model: Model, nowMs: number) {
  return [...model].filter(([, { isLive, expiresAtMs }]) => isLive && (expiresAtMs === null || expiresAtMs > nowMs));
}

async function expectModel(storage: Storage, tenant: Tenant, model: Model, nowMs: number): Promise<void> {
  for (const scope of [null, ['x'], ['x', 'y']]) {
    const living = livingIn(model, nowMs).filter(([, { namespace }]) => scope?.includes(namespace) ?? true);
    const page = await storage.memories.list(tenant, scope, { nowMs, perPage: 100 });
    const found = page.items.map(({ id, namespace, text, version }) => [id, namespace, text, version]);
    expect(new Map(found.map(([id, ...rest]) => [id, rest]))).toEqual(
      new Map(living.map(([id, { namespace, text, version }]) => [id, [namespace, text, version]])),
    );
    expect(page.total).toBe(living.length);
    expect(await storage.memories.count(tenant, scope, {}, nowMs)).toBe(living.length);
    for (const id of ['a', 'b', 'c']) {
      const memory = await storage.memories.get(tenant, scope, id, nowMs);
      expect(memory?.text).toBe(living.find(([name]) => name === id)?.[1].text);
    }
  }
}
