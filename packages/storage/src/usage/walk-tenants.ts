import type { Tenant } from '../tenant.js';

/** How far a walk through tenants has come. */
export type Walk<Place extends Tenant> = {
  /** Where it goes on; null: at the first. */
  readonly after: Place | null;
  /** Those who have failed: they have their next turn in another walk, and keep nobody waiting in this one. */
  readonly failed: ReadonlySet<string>;
  /** Whether somebody who was passed has more. */
  readonly hasMore: boolean;
};

/** The begin of a walk. */
export const FIRST_STEP: Walk<never> = { after: null, failed: new Set(), hasMore: false };

/** What a walk does at each step. */
export type WalkParts<Place extends Tenant> = {
  /** Finds the places behind one, in their order, at most `limit`; a tenant may have several. */
  readonly find: (after: Place | null) => Promise<readonly Place[]>;
  readonly limit: number;
  /** Works for a tenant, and tells whether it has more. */
  readonly work: (tenant: Tenant) => Promise<boolean>;
  /** Told of a tenant that failed; without it, the failure is thrown. */
  readonly onFailure: ((error: unknown, tenant: Tenant) => void) | undefined;
};

/**
 * Takes one step of a walk: works once for each tenant that is found. Begins again behind the last one while somebody has
 * more. Null in, null out: nothing is left to do but for those who have failed.
 */
export async function walkTenants<Place extends Tenant>(
  walk: Walk<Place> | null,
  { find, limit, work, onFailure }: WalkParts<Place>,
): Promise<Walk<Place> | null> {
  if (walk === null) return null;
  const places = await find(walk.after);
  const failed = new Set(walk.failed);
  let { hasMore } = walk;
  for (const [name, { orgId, environment }] of new Map(places.map((place) => [toName(place), place]))) {
    if (failed.has(name)) continue;
    const tenant = { orgId, environment };
    try {
      hasMore = (await work(tenant)) || hasMore;
    } catch (error) {
      if (onFailure === undefined) throw error;
      failed.add(name);
      onFailure(error, tenant);
    }
  }
  if (places.length === limit) return { after: places.at(-1) ?? null, failed, hasMore };
  return hasMore ? { ...FIRST_STEP, failed } : null;
}

function toName({ orgId, environment }: Tenant): string {
  return `${orgId} ${environment}`;
}
