import { describeStoredMemories } from '../../conformance/stored-memories-conformance.js';
import { describeUsageAlertStore } from '../../conformance/usage-alert-store-conformance.js';
import { describeUsageStores } from '../../conformance/usage-stores-conformance.js';
import { openSqliteHarness } from './sqlite-fixture.js';

describeUsageStores('SQLite', openSqliteHarness);
describeUsageAlertStore('SQLite', openSqliteHarness);
describeStoredMemories('SQLite', openSqliteHarness);
