import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a plan of a test limits; what is left out, it doesn't. */
export interface TestPlan {
  readonly perMinute?: number;
  readonly perDay?: number;
  readonly atOnce?: number;
  readonly calls?: number;
  readonly tokens?: number;
  readonly embeddings?: number;
  readonly memoriesStored?: number;
  readonly basePriceCents?: number;
  readonly trialDays?: number;
  /** What goes beyond the quotas is charged, not refused. */
  readonly hasOverage?: boolean;
}

/**
 * Writes a file of plans that anybody may take at signup, and of what is `beside` them, and gives its path. The system
 * removes it in time.
 */
export function writePlansFile(plans: Readonly<Record<string, TestPlan>>, beside: object = {}): string {
  const path = join(mkdtempSync(join(tmpdir(), 'memory-api-plans-')), 'plans.yaml');
  // JSON is YAML.
  const entries = Object.entries(plans).map(([id, plan]) => [id, toEntry(id, plan)]);
  writeFileSync(path, JSON.stringify({ plans: Object.fromEntries(entries), ...beside }));
  return path;
}

function toEntry(id: string, plan: TestPlan): object {
  const price = { cents: 50, per: 1000 };
  return {
    name: id,
    description: 'Of a test.',
    available_to: 'signup',
    base_price_cents: plan.basePriceCents ?? 0,
    billing_period: 'monthly',
    trial_days: plan.trialDays ?? 0,
    quotas: {
      calls: plan.calls ?? null,
      tokens: plan.tokens ?? null,
      memories_stored: plan.memoriesStored ?? null,
      embeddings: plan.embeddings ?? null,
    },
    limits: {
      per_minute: plan.perMinute ?? null,
      per_day: plan.perDay ?? null,
      at_once: plan.atOnce ?? null,
    },
    overage: plan.hasOverage === true ? { calls: price, tokens: price, embeddings: price } : null,
  };
}
