import { describeStoredMemories } from '../../conformance/stored-memories-conformance.js';
import { describeUsageStores } from '../../conformance/usage-stores-conformance.js';
import { openSqliteHarness } from './sqlite-fixture.js';

describeUsageStores('SQLite', openSqliteHarness);
describeStoredMemories('SQLite', openSqliteHarness);
