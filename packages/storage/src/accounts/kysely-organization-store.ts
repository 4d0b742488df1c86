import { ApiError, invariant } from '@memory-api/contract';
import type { Kysely } from 'kysely';
import { ofOrganization } from '../access.js';
import { raiseAuthRevision } from '../api-keys/auth-revision.js';
import type { Engine } from '../dialects/engine.js';
import { toLimit } from '../limit.js';
import { connectionOf, readerOf } from '../open-transaction.js';
import { withoutUndefined } from '../patch.js';
import type { Tables } from '../tables.js';
import { toOrganization, toOrganizationRow } from './organization-row.js';
import { countAddOns } from './count-add-ons.js';
import { searchOrganizations } from './search-organizations.js';
import type { Organization, OrganizationStore } from './organization-store.js';

// Names the one owner, so that finding it needs no search through all organizations.
const OWNER_SETTING = 'owner_org_id';

/** Keeps organizations over Kysely. */
export function createOrganizationStore(engine: Engine): OrganizationStore {
  const { codec, locks } = engine;

  async function find(db: Kysely<Tables>, orgId: string): Promise<Organization | null> {
    const query = db.selectFrom('organizations').selectAll().where('org_id', '=', orgId);
    const row = await query.executeTakeFirst();
    return row === undefined ? null : toOrganization(codec, row);
  }

  return {
    async create(tx, organization) {
      const db = connectionOf(tx, ofOrganization(organization.id));
      await takeEmail(db, organization.id, organization.email);
      if (organization.isOwner) await takeOwnership(connectionOf(tx, 'housekeeping'), organization.id);
      await db.insertInto('organizations').values(toOrganizationRow(codec, organization)).execute();
    },
    get: (orgId, options) => find(readerOf(engine, ofOrganization(orgId), options), orgId),
    async getOwner(options) {
      const db = readerOf(engine, 'housekeeping', options);
      const query = db.selectFrom('settings').select('value').where('name', '=', OWNER_SETTING);
      const setting = await query.executeTakeFirst();
      if (setting === undefined) return null;
      return find(readerOf(engine, ofOrganization(setting.value), options), setting.value);
    },
    async listPlanIds(nowMs) {
      const organizations = engine.reader('authentication').selectFrom('organizations');
      const rows = await organizations.select(['plan_id', 'next_plan_id', 'next_plan_at_ms']).distinct().execute();
      const ids = rows.flatMap((row) => {
        const next = row.next_plan_id === null ? [] : [row.next_plan_id];
        // Whose next plan has begun is on the one before in this row alone, until something else changes it.
        return (row.next_plan_at_ms ?? Infinity) <= nowMs ? next : [row.plan_id, ...next];
      });
      return [...new Set(ids)].toSorted();
    },
    countAddOns: () => countAddOns(engine),
    async listIds({ afterId, limit }) {
      const organizations = engine.reader('authentication').selectFrom('organizations').select('org_id');
      const behind = organizations.where('org_id', '>', afterId ?? '').orderBy('org_id');
      return (await behind.limit(toLimit(limit)).execute()).map((row) => row.org_id);
    },
    search: (request) => searchOrganizations(engine, request),
    async update(tx, orgId, patch) {
      const db = connectionOf(tx, ofOrganization(orgId));
      // What is read here decides which address is given up: nobody else changes the organization meanwhile.
      await locks.named(db, orgId);
      const present = await find(db, orgId);
      if (present === null) return null;
      if (patch.email !== undefined) await moveEmail(db, present, patch.email);
      const changed = { ...present, ...withoutUndefined(patch) };
      const { org_id: _, ...columns } = toOrganizationRow(codec, changed);
      await db.updateTable('organizations').set(columns).where('org_id', '=', orgId).execute();
      await raiseAuthRevision(db);
      return changed;
    },
    lock: (tx, orgId) => locks.named(connectionOf(tx, ofOrganization(orgId)), orgId),
  };
}

function toEmailKey(email: string): string {
  return email.toLowerCase();
}

async function takeEmail(db: Kysely<Tables>, orgId: string, email: string): Promise<void> {
  const taken = await db
    .insertInto('organization_emails')
    .values({ email: toEmailKey(email), org_id: orgId })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returning('email')
    .executeTakeFirst();
  if (taken === undefined) throw new ApiError({ code: 'EMAIL_EXISTS' });
}

async function moveEmail(db: Kysely<Tables>, from: Organization, email: string): Promise<void> {
  if (toEmailKey(email) === toEmailKey(from.email)) return;
  await takeEmail(db, from.id, email);
  await db
    .deleteFrom('organization_emails')
    .where('email', '=', toEmailKey(from.email))
    .where('org_id', '=', from.id)
    .execute();
}

async function takeOwnership(db: Kysely<Tables>, orgId: string): Promise<void> {
  const owner = await db
    .insertInto('settings')
    .values({ name: OWNER_SETTING, value: orgId })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .returning('name')
    .executeTakeFirst();
  invariant(owner !== undefined, 'an installation has one owner');
}
