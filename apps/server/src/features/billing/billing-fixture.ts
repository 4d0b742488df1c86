import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createId } from '@memory-api/contract';
import { NO_AMOUNTS, type InvoiceRecord, type LedgerEntry, type Organization, type Storage } from '@memory-api/storage';
import { composeBilling, type Billing } from '../../compose-billing.js';
import { parseConfig, type Config } from '../../config.js';
import { createLogger } from '../../log.js';
import { createPlans, type ReloadablePlans } from '../../plans/plans.js';
import { createPriceEditions } from '../../pricing/price-editions.js';
import type { OpenTestStore } from '../../testing/open-test-store.js';
import { createUsageService, type UsageService } from '../usage/usage-service.js';

/** What prices and bills, on a store of its own, by a clock that stands where it is put. */
export interface BillingWorld {
  readonly storage: Storage;
  readonly plans: ReloadablePlans;
  readonly clock: { nowMs: number };
  readonly billing: Billing;
  readonly usage: UsageService;
  /** Another node on the same store. */
  addNode(): Billing;
  /** An organization that has been on a plan from a moment on. */
  addOrganization(planId: string, createdAtMs: number): Promise<Organization>;
  /** Keeps what was used, each at its time. */
  use(organization: Organization, ...rows: readonly Partial<LedgerEntry>[]): Promise<void>;
  /** All invoices of an organization, oldest first. */
  invoicesOf(organization: Organization): Promise<readonly InvoiceRecord[]>;
  close(): Promise<void>;
}

const silent = createLogger('silent', { write: () => {} });

/** Opens a world that bills by a file of plans; null: the one that comes with the server. */
export async function openBillingWorld(
  open: OpenTestStore,
  plansFile: string | null,
  settings: Partial<Pick<Config, 'payments'>> & { readonly nowMs?: number } = {},
): Promise<BillingWorld> {
  const { nowMs = 0, payments = null } = settings;
  const dataDir = await mkdtemp(join(tmpdir(), 'memory-api-billing-'));
  const { storage, drop } = await open(dataDir, silent);
  const defaults = parseConfig({ DATA_DIR: dataDir }, { isTerminal: false, memoryBytes: 2 ** 30 });
  const config = { ...defaults, billing: 'on' as const, defaultPlan: 'free', plansFile, payments };
  const plans = createPlans(config);
  const clock = { nowMs };
  await createPriceEditions(storage).keep(plans.getFile(), nowMs);
  const nodes: Billing[] = [];
  const addNode = (): Billing => {
    const node = composeBilling({ config, storage, plans, now: () => clock.nowMs, logger: silent });
    nodes.push(node);
    return node;
  };
  const billing = addNode();
  return {
    storage,
    plans,
    clock,
    billing,
    usage: createUsageService({ usage: storage.usage, costs: billing.costs }),
    addNode,
    addOrganization: (planId, createdAtMs) => addOrganization(storage, planId, createdAtMs),
    use: (organization, ...rows) => use(storage, organization, rows),
    invoicesOf: async (organization) =>
      (await storage.invoices.list(organization.id, { perPage: 100 })).items.toReversed(),
    async close() {
      for (const { invoicer, payments } of nodes) {
        await invoicer?.close();
        await payments?.collector.close();
      }
      await storage.close();
      await drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function addOrganization(storage: Storage, planId: string, createdAtMs: number): Promise<Organization> {
  const id = createId('org', createdAtMs);
  const organization: Organization = {
    id,
    name: 'Harbour Travel',
    email: `${id}@example.com`,
    planId,
    isActive: true,
    isOwner: false,
    createdAtMs,
    nextPlan: null,
    trialEndsAtMs: null,
    agreement: null,
    isPaymentApproved: false,
  };
  await storage.write((tx) => storage.organizations.create(tx, organization));
  return organization;
}

async function use(
  storage: Storage,
  { id: orgId }: Organization,
  rows: readonly Partial<LedgerEntry>[],
): Promise<void> {
  const entries = rows.map((row): LedgerEntry => {
    const atMs = row.atMs ?? 0;
    const tenant = { orgId, environment: 'live' } as const;
    const key = { keyId: 'key_a', operation: 'queryMemories', status: 200 };
    return { tenant, requestId: createId('req', atMs), ...key, ...NO_AMOUNTS, calls: 1, ...row, atMs };
  });
  await storage.write((tx) => storage.ledger.appendMany(tx, entries));
}
