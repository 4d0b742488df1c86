import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { NOW, TENANT, addMemories } from '../../conformance/storage-fixture.js';
import type { Storage } from '../../storage-port.js';
import { canMount, fillDisk, mountSmallDisk } from '../small-disk-fixture.js';
import { openPostgresStorage } from './open-postgres-storage.js';
import { startCluster } from './postgres-cluster-fixture.js';
import { createMigratedDatabase, describeOnPostgres, toTestOptions } from './postgres-fixture.js';
import { UNAVAILABLE, untilItWorks } from './write-load-fixture.js';

describeOnPostgres('a full disk under PostgreSQL', () => {
  it.runIf(canMount())(
    'fails writes as ones that may come back, stops no read, and is over when there is room',
    async () => {
      const mount = mkdtempSync(join(tmpdir(), 'memory-api-full-'));
      const unmount = mountSmallDisk(mount, '150m');
      const cluster = await startCluster({ directory: join(mount, 'cluster') });
      try {
        const { url } = await createMigratedDatabase(cluster.url);
        const storage = await openPostgresStorage(toTestOptions(url));
        await addMemories(storage, TENANT, { id: 'before' });
        const ballast = join(mount, 'ballast');
        fillDisk(ballast);
        await expect(fill(storage)).rejects.toMatchObject(UNAVAILABLE);
        expect(await storage.memories.get(TENANT, null, 'before', NOW)).not.toBeNull();
        rmSync(ballast);
        await untilItWorks(() => addMemories(storage, TENANT, { id: 'after' }));
        expect(await storage.health()).toBe('ok');
        await storage.close();
      } finally {
        await cluster.remove();
        unmount();
        rmSync(mount, { recursive: true });
      }
    },
    60_000,
  );
});

/** Stores more than the pages that PostgreSQL has set aside hold. */
async function fill(storage: Storage): Promise<void> {
  // Random, or it would be kept in a tenth of the place.
  const text = Array.from({ length: 40_000 }, () => Math.random().toString(36)).join('');
  for (let i = 0; i < 100; i += 1) await addMemories(storage, TENANT, { id: `big${i}`, text });
}
