import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Engine } from '../dialects/engine.js';
import { readPage } from '../read-page.js';
import type { Page } from '../page.js';
import { toOrganization } from './organization-row.js';
import type { Organization, OrganizationSearch } from './organization-store.js';

/** A page of the organizations that a search finds, newest first. */
export function searchOrganizations(
  { reader, codec }: Engine,
  request: OrganizationSearch,
): Promise<Page<Organization>> {
  const { text, planId, nowMs } = request;
  const found = reader('authentication')
    .selectFrom('organizations')
    .selectAll()
    .$if(text !== undefined, (query) => query.where(isNamed(text ?? '')))
    .$if(planId !== undefined, (query) => query.where(isOnPlan(planId ?? '', nowMs)));
  return readPage(found, request, { by: ['created_at_ms', 'org_id'], toItem: (row) => toOrganization(codec, row) });
}

/** By id, or a part of name or address. Only ASCII letters lose their case: engines differ about all others. */
function isNamed(text: string): RawBuilder<SqlBool> {
  const part = `%${toLowerAscii(text).replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  return sql<SqlBool>`(org_id = ${text} or ${toLower('name')} like ${part} escape '\\' or ${toLower('email')} like ${part} escape '\\')`;
}

const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

function toLowerAscii(text: string): string {
  return text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
}

function toLower(column: string): RawBuilder<string> {
  return [...UPPER].reduce<RawBuilder<string>>(
    (lower, letter) => sql<string>`replace(${lower}, ${sql.lit(letter)}, ${sql.lit(letter.toLowerCase())})`,
    sql.ref(column),
  );
}

/** What was decided for later is the plan once its time has come. */
function isOnPlan(planId: string, nowMs: number): RawBuilder<SqlBool> {
  return sql<SqlBool>`case when next_plan_at_ms <= ${nowMs} then next_plan_id else plan_id end = ${planId}`;
}
