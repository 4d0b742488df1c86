import { describeRecallReplay } from '../../conformance/recall-replay-conformance.js';
import { describeRecallSource } from '../../conformance/recall-source-conformance.js';
import { describeRetention } from '../../conformance/retention-conformance.js';
import { openSqliteHarness } from './sqlite-fixture.js';

describeRecallSource('SQLite', openSqliteHarness);
describeRecallReplay('SQLite', openSqliteHarness);
describeRetention('SQLite', openSqliteHarness);
