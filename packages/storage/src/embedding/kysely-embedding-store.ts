import type { Engine } from '../dialects/engine.js';
import { connectionOf } from '../open-transaction.js';
import { createSettingsStore } from '../system/kysely-settings-store.js';
import { compileRaiseNamespace } from '../memories/namespace-revision.js';
import { claimNamespace, findUnsettled, readProgress, selectModels } from './embedding-namespaces.js';
import { compileStoreVectors } from './store-vectors.js';
import type { EmbeddingStore } from './embedding-store.js';
import { readUnembedded, releaseNamespace, settleNamespace, tidyRows } from './settle-namespace.js';

const TARGET = 'embedder_model';

/** Keeps track of models over Kysely. */
export function createEmbeddingStore(engine: Engine): EmbeddingStore {
  const settings = createSettingsStore(engine);
  const storeVectors = compileStoreVectors({ engine, raise: compileRaiseNamespace(engine.builder) });
  return {
    async register(tx, { name, dimensions }) {
      const db = connectionOf(tx, 'housekeeping');
      await engine.locks.named(db, TARGET);
      const models = await selectModels(db).execute();
      const known = models.find((model) => model.name === name);
      if (known !== undefined) return known;
      const model = { number: Math.max(0, ...models.map(({ number }) => number)) + 1, name, dimensions };
      await db.insertInto('embedding_models').values(model).execute();
      return model;
    },
    models: () => selectModels(engine.reader('housekeeping')).execute(),
    target: (options) => settings.get(TARGET, options),
    setTarget: (tx, name) => settings.set(tx, TARGET, name),
    async modelsOf(tenant, namespace) {
      const row = await engine
        .reader(tenant)
        .selectFrom('namespaces')
        .select(['model', 'next_model as nextModel'])
        .where('org_id', '=', tenant.orgId)
        .where('environment', '=', tenant.environment)
        .where('namespace', '=', namespace)
        .executeTakeFirst();
      return row ?? null;
    },
    findUnsettled: (model, options) => findUnsettled(engine.reader('housekeeping'), model, options),
    progress: (model) => readProgress(engine, model),
    claim: (tx, change, time) => claimNamespace(connectionOf(tx, change.tenant), change, time),
    page: (change, after, limit) => readUnembedded(engine.reader(change.tenant), change, { after, limit }),
    store: (tx, change, embedded, time) => storeVectors(connectionOf(tx, change.tenant), change, embedded, time),
    settle: (tx, change, after, time) => settleNamespace(connectionOf(tx, change.tenant), change, after, time),
    tidy: (tx, change, options) => tidyRows(connectionOf(tx, change.tenant), change, options),
    release: (tx, change, after, time) => releaseNamespace(connectionOf(tx, change.tenant), change, after, time),
  };
}
