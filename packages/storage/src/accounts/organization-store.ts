import type { ReadOptions, Transaction } from '../transaction.js';

/** An organization: the holder of keys and memories. Times are epoch milliseconds. */
export type Organization = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly planId: string;
  readonly isActive: boolean;
  /** True for the one organization of whoever runs the server. */
  readonly isOwner: boolean;
  readonly createdAtMs: number;
};

/** What can be changed of an organization; what is left out stays. */
export type OrganizationPatch = {
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly planId?: string | undefined;
  readonly isActive?: boolean | undefined;
};

/** Organizations and their (case-insensitively unique) addresses. */
export interface OrganizationStore {
  /** Adds an organization. Throws ApiError `EMAIL_EXISTS` where the address is taken. */
  create(tx: Transaction, organization: Organization): Promise<void>;
  get(orgId: string, options?: ReadOptions): Promise<Organization | null>;
  /** The organization of whoever runs the server, or null before the first start has made it. */
  getOwner(options?: ReadOptions): Promise<Organization | null>;
  /**
   * Changes an organization and raises the revision of authentication. Null where there is none.
   * Throws ApiError `EMAIL_EXISTS` where the new address is another organization's.
   */
  update(tx: Transaction, orgId: string, patch: OrganizationPatch): Promise<Organization | null>;
  /** Holds the organization until the transaction ends, so that a rule over its keys can be decided. */
  lock(tx: Transaction, orgId: string): Promise<void>;
}
