import type { Embedder } from '@memory-api/embedder';
import type { EmbeddingModel, Storage } from '@memory-api/storage';

/** An embedder beside that of the settings, opened when vectors of its model are met. */
export interface EarlierEmbedder {
  /** Whether it makes vectors of a model. */
  makes(modelName: string): boolean;
  open(model: EmbeddingModel): Promise<Embedder>;
}

/** The embedders of this node, by the models that the store counts. */
export interface Embedders {
  /** That of the settings, which all vectors are brought to. */
  readonly current: { readonly embedder: Embedder; readonly model: EmbeddingModel };
  /** The embedder of a model, by its number; null where this node has none. */
  of(modelNumber: number): Promise<Embedder | null>;
  /** Whether namespaces may have vectors of other models. True until somebody has looked. */
  readonly mayDiffer: boolean;
  /** Notes what a look at the store has found. Where nothing differs, earlier embedders are let go. */
  setMayDiffer(mayDiffer: boolean): void;
  close(): Promise<void>;
}

/** What {@link openEmbedders} is made of. */
export interface EmbeddersParts {
  readonly storage: Pick<Storage, 'embedding' | 'write'>;
  readonly current: Embedder;
  readonly earlier: readonly EarlierEmbedder[];
}

/**
 * Gives the current embedder its number, and sets its model as the one that all namespaces are to have: of nodes that
 * differ, the one that was started last decides.
 */
export async function openEmbedders({ storage, current, earlier }: EmbeddersParts): Promise<Embedders> {
  const { model: name, dimensions } = current;
  const model = await storage.write(async (tx) => {
    const registered = await storage.embedding.register(tx, { name, dimensions });
    if ((await storage.embedding.target({ tx })) !== name) await storage.embedding.setTarget(tx, name);
    return registered;
  });
  return new NodeEmbedders({ storage, earlier, current: { embedder: current, model } });
}

const GRACE_MS = 30_000;

type NodeParts = Pick<EmbeddersParts, 'storage' | 'earlier'> & Pick<Embedders, 'current'>;

class NodeEmbedders implements Embedders {
  readonly current: Embedders['current'];
  mayDiffer = true;
  readonly #parts: NodeParts;
  readonly #opened = new Map<number, Promise<Embedder | null>>();
  #closing: NodeJS.Timeout | undefined;

  constructor(parts: NodeParts) {
    this.#parts = parts;
    this.current = parts.current;
  }

  of(modelNumber: number): Promise<Embedder | null> {
    if (modelNumber === this.current.model.number) return Promise.resolve(this.current.embedder);
    const opened = this.#opened.get(modelNumber) ?? this.#open(modelNumber);
    this.#opened.set(modelNumber, opened);
    return opened;
  }

  setMayDiffer(mayDiffer: boolean): void {
    this.mayDiffer = mayDiffer;
    clearTimeout(this.#closing);
    // What was asked of them just before is answered first.
    if (!mayDiffer && this.#opened.size > 0) this.#closing = setTimeout(() => void this.#closeOpened(), GRACE_MS);
    this.#closing?.unref();
  }

  async close(): Promise<void> {
    clearTimeout(this.#closing);
    await Promise.all([this.#closeOpened(), this.current.embedder.close()]);
  }

  async #open(modelNumber: number): Promise<Embedder | null> {
    try {
      const models = await this.#parts.storage.embedding.models();
      const model = models.find(({ number }) => number === modelNumber);
      const maker = this.#parts.earlier.find(({ makes }) => model !== undefined && makes(model.name));
      return model === undefined || maker === undefined ? null : await maker.open(model);
    } catch (error) {
      // The next one who asks tries again.
      this.#opened.delete(modelNumber);
      throw error;
    }
  }

  async #closeOpened(): Promise<void> {
    const opened = [...this.#opened.values()];
    this.#opened.clear();
    for (const one of await Promise.allSettled(opened)) if (one.status === 'fulfilled') await one.value?.close();
  }
}
