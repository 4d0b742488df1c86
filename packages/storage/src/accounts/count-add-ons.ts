import { sql } from 'kysely';
import type { Engine } from '../dialects/engine.js';
import { toAgreement } from './organization-row.js';

// Most of those who have an add-on have nothing else beside their plan: they are one row. JSON can't be compared on
// PostgreSQL, and is written alike where it is alike.
const AGREEMENT = sql<string>`cast(agreement as text)`;

/** How many organizations have each add-on, by its id, in order. */
export async function countAddOns({ reader, codec }: Engine): Promise<ReadonlyMap<string, number>> {
  const agreed = reader('authentication').selectFrom('organizations').where('agreement', 'is not', null);
  const groups = agreed.select(({ fn }) => [AGREEMENT.as('agreement'), fn.countAll<number>().as('organizations')]);
  const counts = new Map<string, number>();
  for (const { agreement, organizations } of await groups.groupBy(AGREEMENT).execute()) {
    for (const id of new Set(toAgreement(codec, agreement)?.addOnIds)) {
      counts.set(id, (counts.get(id) ?? 0) + organizations);
    }
  }
  return new Map([...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
