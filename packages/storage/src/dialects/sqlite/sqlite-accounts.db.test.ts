import { describeAgreementStore } from '../../conformance/agreement-store-conformance.js';
import { describeApiKeyStore } from '../../conformance/api-key-store-conformance.js';
import { describeCreditStore } from '../../conformance/credit-store-conformance.js';
import { describeInvoiceStore } from '../../conformance/invoice-store-conformance.js';
import { describeLimitCountStore } from '../../conformance/limit-count-store-conformance.js';
import { describeOrganizationStore } from '../../conformance/organization-store-conformance.js';
import { describePlanChangeStore } from '../../conformance/plan-change-store-conformance.js';
import { describeSystemStores } from '../../conformance/system-stores-conformance.js';
import { openSqliteHarness } from './sqlite-fixture.js';

describeOrganizationStore('SQLite', openSqliteHarness);
describePlanChangeStore('SQLite', openSqliteHarness);
describeInvoiceStore('SQLite', openSqliteHarness);
describeCreditStore('SQLite', openSqliteHarness);
describeAgreementStore('SQLite', openSqliteHarness);
describeApiKeyStore('SQLite', openSqliteHarness);
describeSystemStores('SQLite', openSqliteHarness);
describeLimitCountStore('SQLite', openSqliteHarness);
