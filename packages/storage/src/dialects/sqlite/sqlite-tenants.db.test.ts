import { describe, expect, it } from 'vitest';
import { describeTenantIsolation } from '../../conformance/tenant-isolation-conformance.js';
import { checkTenantIsolation } from '../../conformance/tenant-isolation-fixture.js';
import {
  type TenantMutant,
  expectTenantInEach,
  takeTenantOut,
  drawTenantMutants,
} from '../../conformance/tenant-statements-fixture.js';
import { openSqliteHarness, rewriteStatements } from './sqlite-fixture.js';

describeTenantIsolation('SQLite', openSqliteHarness);

describe('abuse 45: the tenant in the statements of SQLite', () => {
  it('is compared in every statement, as often as the statement names a table that has one', async () => {
    expectTenantInEach(await recordStatements());
  });

  it('cannot be taken out of any statement without a test that fails', async () => {
    const mutants = drawTenantMutants(await recordStatements());
    expect(mutants.length).toBeGreaterThan(20);
    const survivors: TenantMutant[] = [];
    for (const mutant of mutants) {
      if (await isIsolatedWith(mutant)) survivors.push(mutant);
    }
    expect(survivors).toEqual([]);
  }, 600_000);
});

async function recordStatements(): Promise<ReadonlySet<string>> {
  const statements = new Set<string>();
  const connect = rewriteStatements((sql) => {
    statements.add(sql);
    return sql;
  });
  const harness = await openSqliteHarness({ connect });
  try {
    await checkTenantIsolation(harness);
    return statements;
  } finally {
    await harness.close();
  }
}

async function isIsolatedWith(mutant: TenantMutant): Promise<boolean> {
  const harness = await openSqliteHarness({ connect: rewriteStatements((sql) => takeTenantOut(sql, mutant)) });
  try {
    await checkTenantIsolation(harness);
    return true;
  } catch {
    return false;
  } finally {
    await harness.close();
  }
}
