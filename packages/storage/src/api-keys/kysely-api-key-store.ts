import type { Environment } from '@memory-api/contract';
import { invariant } from '@memory-api/contract';
import type { Kysely } from 'kysely';
import { ofOrganization } from '../access.js';
import { toOrganization } from '../accounts/organization-row.js';
import type { Engine } from '../dialects/engine.js';
import { readPage } from '../read-page.js';
import { connectionOf, readerOf } from '../open-transaction.js';
import type { Page, PageRequest } from '../page.js';
import { withoutUndefined } from '../patch.js';
import type { Tables } from '../tables.js';
import { toApiKey, toApiKeyRow } from './api-key-row.js';
import { compileApiKeyStatements } from './api-key-statements.js';
import type { ApiKeyPatch, ApiKeyRecord, ApiKeyStore, ApiKeyUse } from './api-key-store.js';
import { raiseAuthRevision } from './auth-revision.js';

type ApiKeyChange = ApiKeyPatch & { readonly revokedAtMs?: number };
type ListRequest = PageRequest & { readonly environment?: Environment | undefined };

/** Keeps API keys over Kysely. */
export function createApiKeyStore(engine: Engine): ApiKeyStore {
  const { builder, codec } = engine;
  const statements = compileApiKeyStatements(builder);

  async function find(db: Kysely<Tables>, orgId: string, id: string): Promise<ApiKeyRecord | null> {
    const [row] = await statements.byId(db, { orgId, id });
    return row === undefined ? null : toApiKey(codec, row);
  }

  async function change(db: Kysely<Tables>, key: ApiKeyRecord, patch: ApiKeyChange) {
    const changed: ApiKeyRecord = { ...key, ...withoutUndefined(patch) };
    // A use of the key may be noted at the same moment: what is not changed here is not written.
    const { org_id: orgId, id, last_used_at_ms: _, ...columns } = toApiKeyRow(codec, changed);
    const query = db.updateTable('api_keys').set(columns);
    await query.where('org_id', '=', orgId).where('id', '=', id).execute();
    await raiseAuthRevision(db);
    return changed;
  }

  return {
    async findByHash(keyHash, options) {
      const [row] = await statements.byHash(readerOf(engine, 'authentication', options), { keyHash });
      if (row === undefined) return null;
      const { organization_name: name, organization_created_at_ms: created, ...columns } = row;
      const organization = { ...columns, name, created_at_ms: created };
      return { key: toApiKey(codec, row), organization: toOrganization(codec, organization) };
    },
    async create(tx, record) {
      const db = connectionOf(tx, ofOrganization(record.orgId));
      await takeHash(db, record);
      await db.insertInto('api_keys').values(toApiKeyRow(codec, record)).execute();
      await raiseAuthRevision(db);
    },
    get: (orgId, id, options) => find(readerOf(engine, ofOrganization(orgId), options), orgId, id),
    list: (orgId, request) => list(engine, orgId, request),
    async update(tx, orgId, id, patch) {
      const db = connectionOf(tx, ofOrganization(orgId));
      const key = await find(db, orgId, id);
      return key === null ? null : change(db, key, patch);
    },
    async revoke(tx, orgId, id, atMs) {
      const db = connectionOf(tx, ofOrganization(orgId));
      const key = await find(db, orgId, id);
      return key === null || key.revokedAtMs !== null ? key : change(db, key, { revokedAtMs: atMs });
    },
    async countLastingAdminKeys(tx, orgId) {
      const rows = await lastingLiveKeys(connectionOf(tx, ofOrganization(orgId)), orgId).execute();
      return rows.filter((row) => toApiKey(codec, row).scopes.includes('admin')).length;
    },
    async touchLastUsed(tx, uses) {
      // In one order for all nodes: two that hold each other's keys would wait for each other.
      for (const use of uses.toSorted(byKey)) await statements.touch(connectionOf(tx, ofOrganization(use.orgId)), use);
    },
    async authRevision() {
      const [row] = await statements.authRevision(engine.reader('authentication'), {});
      invariant(row !== undefined, 'the first migration writes the revision of authentication');
      return row.revision;
    },
  };
}

function byKey(left: ApiKeyUse, right: ApiKeyUse): number {
  return left.orgId === right.orgId ? compareIds(left.id, right.id) : compareIds(left.orgId, right.orgId);
}

function compareIds(left: string, right: string): number {
  return left < right ? -1 : 1;
}

/** Live keys that nothing ends: not revoked, without an expiry, not in the grace of a rotation. */
function lastingLiveKeys(db: Kysely<Tables>, orgId: string) {
  return db
    .selectFrom('api_keys')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('environment', '=', 'live')
    .where('revoked_at_ms', 'is', null)
    .where('expires_at_ms', 'is', null)
    .where('grace_until_ms', 'is', null)
    .where('rotated_to_key_id', 'is', null);
}

async function takeHash(db: Kysely<Tables>, key: ApiKeyRecord): Promise<void> {
  const taken = await db
    .insertInto('api_key_hashes')
    .values({ key_hash: key.keyHash, org_id: key.orgId, key_id: key.id })
    .onConflict((conflict) => conflict.column('key_hash').doNothing())
    .returning('key_hash')
    .executeTakeFirst();
  invariant(taken !== undefined, 'no two API keys have the same text');
}

function list({ reader, codec }: Engine, orgId: string, request: ListRequest): Promise<Page<ApiKeyRecord>> {
  const { environment } = request;
  const keys = reader(ofOrganization(orgId))
    .selectFrom('api_keys')
    .selectAll()
    .where('org_id', '=', orgId)
    .$if(environment !== undefined, (q) => q.where('environment', '=', environment ?? 'live'));
  return readPage(keys, request, { by: ['created_at_ms', 'id'], toItem: (row) => toApiKey(codec, row) });
}
