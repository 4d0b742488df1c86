import type { UsageAmounts, UsageDifference, UsageStore } from '@memory-api/storage';

/** What a verification found. */
export interface LedgerReport {
  /** Organizations and environments that were compared. */
  readonly tenants: number;
  readonly differences: readonly UsageDifference[];
}

/** Counts every tenant's rows of the ledger anew and compares them with the sums that usage is shown from. */
export async function verifyLedger(usage: Pick<UsageStore, 'tenants' | 'compare'>): Promise<LedgerReport> {
  const tenants = await usage.tenants();
  const differences: UsageDifference[] = [];
  for (const tenant of tenants) differences.push(...(await usage.compare(tenant)));
  return { tenants: tenants.length, differences };
}

/** A difference in one line: where it is, and what the rows have more (or less) than the sum. */
export function toDifferenceLine({ tenant, span, startMs, operation, keyId, missing }: UsageDifference): string {
  const place = `${tenant.orgId} ${tenant.environment} ${span} ${new Date(startMs).toISOString()} ${operation} ${keyId}`;
  const amounts: [string, number][] = Object.entries(missing satisfies UsageAmounts);
  const off = amounts.filter(([, amount]) => amount !== 0);
  return `${place}: ${off.map(([name, amount]) => `${name} ${amount > 0 ? '+' : ''}${amount}`).join(', ')}`;
}
