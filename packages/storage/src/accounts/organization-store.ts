import type { Page, PageRequest } from '../page.js';
import type { ReadOptions, Transaction } from '../transaction.js';
import type { Agreement } from './agreement.js';

/** An organization: the holder of keys and memories. Times are epoch milliseconds. */
export type Organization = {
  /** `org_…`, sortable by time. */
  readonly id: string;
  /** As its holder wrote it, 1–255 characters. */
  readonly name: string;
  /** As its holder wrote it; unique without regard to case. Empty for an owner who gave none. */
  readonly email: string;
  /** Id of a plan, such as `self-hosted`. */
  readonly planId: string;
  /** False: none of its keys is let in (`ORGANIZATION_DISABLED`). */
  readonly isActive: boolean;
  /** True for the one organization of whoever runs the server. */
  readonly isOwner: boolean;
  /** Epoch milliseconds. */
  readonly createdAtMs: number;
  /** What was decided for later; null: nothing. Once its time has come, `toPresentOrganization` makes it the plan. */
  readonly nextPlan: NextPlan | null;
  /** When the trial ends or has ended, epoch milliseconds; null: there was none. */
  readonly trialEndsAtMs: number | null;
  /** What was agreed with it beside its plan; null: nothing. */
  readonly agreement: Agreement | null;
  /** Whoever runs the server lets it take plans that cost something, without means of payment. */
  readonly isPaymentApproved: boolean;
};

/** A plan from a moment on, epoch milliseconds. */
export type NextPlan = {
  /** Id of the plan. */
  readonly planId: string;
  /** When it takes effect. */
  readonly startsAtMs: number;
};

/** The organization as it is at a moment: what was decided for later holds once its time has come. */
export function toPresentOrganization(organization: Organization, nowMs: number): Organization {
  const { nextPlan } = organization;
  if (nextPlan === null || nextPlan.startsAtMs > nowMs) return organization;
  return { ...organization, planId: nextPlan.planId, nextPlan: null };
}

/** What can be changed of an organization; what is left out stays. */
export type OrganizationPatch = {
  /** New name, 1–255 characters. */
  readonly name?: string | undefined;
  /** New address; must not be that of another organization. */
  readonly email?: string | undefined;
  /** Id of the plan from now on. */
  readonly planId?: string | undefined;
  /** Plan that follows at a moment; null: none. */
  readonly nextPlan?: NextPlan | null | undefined;
  /** End of the trial, epoch milliseconds. */
  readonly trialEndsAtMs?: number | undefined;
  /** What is agreed from now on; null: nothing. */
  readonly agreement?: Agreement | null | undefined;
  /** Whether it may pay later. */
  readonly isPaymentApproved?: boolean | undefined;
  /** False switches the organization off, and with it all of its keys. */
  readonly isActive?: boolean | undefined;
};

/** What is looked for. What is left out finds all. */
export type OrganizationSearch = PageRequest & {
  /** The id, or a part of name or address, whatever the case of ASCII letters. */
  readonly text?: string | undefined;
  /** Id of the plan that they are on: at present, as `nowMs` says. */
  readonly planId?: string | undefined;
  /** Epoch milliseconds. */
  readonly nowMs: number;
};

/** Organizations and their (case-insensitively unique) addresses. */
export interface OrganizationStore {
  /** Adds an organization. Throws ApiError `EMAIL_EXISTS` where the address is taken. */
  create(tx: Transaction, organization: Organization): Promise<void>;
  /** The organization of this id, or null. */
  get(orgId: string, options?: ReadOptions): Promise<Organization | null>;
  /** The organization of whoever runs the server, or null before the first start has made it. */
  getOwner(options?: ReadOptions): Promise<Organization | null>;
  /**
   * Ids of the plans that organizations are on at a moment (epoch milliseconds) or will be on, each once, in order.
   * Reads every organization: for starts and reloads.
   */
  listPlanIds(nowMs: number): Promise<readonly string[]>;
  /**
   * How many organizations have each add-on at present, by its id, in order; those that only the file of plans gives them
   * aren't kept here. Reads every organization: for starts and reloads.
   */
  countAddOns(): Promise<ReadonlyMap<string, number>>;
  /** Ids of all organizations in their order, `limit` of them behind `afterId` (null: from the first): for jobs. */
  listIds(request: { readonly afterId: string | null; readonly limit: number }): Promise<readonly string[]>;
  /**
   * All organizations, or those that a search finds, newest first. Reads every organization: for whoever runs the
   * server. A bad cursor is ApiError `VALIDATION_ERROR`.
   */
  search(request: OrganizationSearch): Promise<Page<Organization>>;
  /**
   * Changes an organization and raises the revision of authentication. Null where there is none.
   * Throws ApiError `EMAIL_EXISTS` where the new address is another organization's.
   */
  update(tx: Transaction, orgId: string, patch: OrganizationPatch): Promise<Organization | null>;
  /** Holds the organization until the transaction ends, so that a rule over its keys can be decided. */
  lock(tx: Transaction, orgId: string): Promise<void>;
}
