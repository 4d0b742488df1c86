import { describeEmbeddingStore } from '../../conformance/embedding-store-conformance.js';
import { describeMemoryList } from '../../conformance/memory-list-conformance.js';
import { describeMemoryStore } from '../../conformance/memory-store-conformance.js';
import { describeMemoryValues } from '../../conformance/memory-values-conformance.js';
import { describeMemoryVersions } from '../../conformance/memory-versions-conformance.js';
import { openSqliteHarness } from './sqlite-fixture.js';

describeEmbeddingStore('SQLite', openSqliteHarness);
describeMemoryStore('SQLite', openSqliteHarness);
describeMemoryList('SQLite', openSqliteHarness);
describeMemoryValues('SQLite', openSqliteHarness);
describeMemoryVersions('SQLite', openSqliteHarness);
