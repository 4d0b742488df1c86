import type { Overrides } from '@memory-api/storage';

/** Quotas and limits that were agreed, as the file of plans and the API write them. Null: unlimited. */
export interface AgreedSizes {
  readonly quotas?: { readonly [Name in 'calls' | 'tokens' | 'embeddings' | 'memories_stored']?: number | null };
  readonly limits?: { readonly [Name in 'per_minute' | 'per_day' | 'at_once']?: number | null };
}

/** Maps quotas and limits that were agreed to what is kept: what isn't named stays as the plan says. */
export function toAgreedSizes({ quotas = {}, limits = {} }: AgreedSizes): Pick<Overrides, 'quotas' | 'limits'> {
  const { memories_stored: memoriesStored, ...counted } = quotas;
  const { per_minute: perMinute, per_day: perDay, at_once: atOnce } = limits;
  return {
    quotas: { ...counted, ...(memoriesStored !== undefined && { memoriesStored }) },
    limits: {
      ...(perMinute !== undefined && { perMinute }),
      ...(perDay !== undefined && { perDay }),
      ...(atOnce !== undefined && { atOnce }),
    },
  };
}
