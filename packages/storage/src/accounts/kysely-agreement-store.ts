import type { Selectable } from 'kysely';
import { ofOrganization } from '../access.js';
import type { Codec, Engine } from '../dialects/engine.js';
import { connectionOf, readerOf } from '../open-transaction.js';
import type { Tables } from '../tables.js';
import type { AgreementChangeRecord, AgreementStore } from './agreement-store.js';
import { fromAgreement, toAgreement } from './organization-row.js';

/** Keeps what was agreed over Kysely. */
export function createAgreementStore(engine: Engine): AgreementStore {
  const { codec } = engine;
  return {
    async append(tx, change) {
      const db = connectionOf(tx, ofOrganization(change.orgId));
      const counted = db.selectFrom('agreement_changes').where('org_id', '=', change.orgId);
      // The lock on the organization keeps two from taking the same number.
      const { last } = await counted.select((eb) => eb.fn.max('seq').as('last')).executeTakeFirstOrThrow();
      const record = { ...change, seq: (last ?? 0) + 1 };
      await db.insertInto('agreement_changes').values(toRow(codec, record)).execute();
      return record;
    },
    async list(orgId, options) {
      const db = readerOf(engine, ofOrganization(orgId), options);
      const query = db.selectFrom('agreement_changes').selectAll().where('org_id', '=', orgId).orderBy('seq');
      return (await query.execute()).map((row) => toChange(codec, row));
    },
  };
}

type ChangeRow = Selectable<Tables['agreement_changes']>;

function toChange(codec: Codec, row: ChangeRow): AgreementChangeRecord {
  const { org_id: orgId, seq, starts_at_ms: startsAtMs, key_id: keyId } = row;
  return { orgId, seq, startsAtMs, agreement: toAgreement(codec, row.agreement), keyId };
}

function toRow(codec: Codec, change: AgreementChangeRecord): ChangeRow {
  return {
    org_id: change.orgId,
    seq: change.seq,
    starts_at_ms: change.startsAtMs,
    agreement: fromAgreement(codec, change.agreement),
    key_id: change.keyId,
  };
}
