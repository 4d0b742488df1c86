import { ApiError, invariant } from '@memory-api/contract';
import { isEmbedderError } from '@memory-api/embedder';
import type { EmbeddedText } from '@memory-api/embedder';
import type { ModelVectors, Storage, Tenant } from '@memory-api/storage';
import type { Logger } from 'pino';
import type { Embedders } from './open-embedders.js';

/** Whose namespace a text or a question is for, and until when somebody waits. */
export interface EmbeddingPlace {
  readonly tenant: Tenant;
  readonly namespace: string;
  readonly signal: AbortSignal;
}

/** A text with all vectors that its namespace can do with. */
export interface TextVectors {
  /** Those of this node's model first. */
  readonly vectors: readonly ModelVectors[];
  readonly tokens: number;
}

/** A question as one model sees it. */
export interface QuestionVector {
  /** The number of the model. */
  readonly model: number;
  readonly vector: Int8Array;
  /** Of the question, as its embedder counts them. */
  readonly tokens: number;
}

/** Embeds for a namespace, whichever models it has. Rejects with ApiError `EMBEDDER_UNAVAILABLE`. */
export interface NamespaceEmbedder {
  /** While a namespace changes, a text gets vectors of both models: it is found before and after. */
  embedText(place: EmbeddingPlace, text: string): Promise<TextVectors>;
  /**
   * The vector of a question by the model of its namespace, or by the one that is asked for. Null where this node has
   * no embedder of that model: then words alone have to do.
   */
  embedQuestion(place: EmbeddingPlace, text: string, modelNumber: number | null): Promise<QuestionVector | null>;
}

/** Makes a {@link NamespaceEmbedder} over the embedders of this node. */
export function createNamespaceEmbedder({
  embedders,
  storage,
  logger,
}: {
  readonly embedders: Embedders;
  readonly storage: Pick<Storage, 'embedding'>;
  readonly logger: Pick<Logger, 'warn'>;
}): NamespaceEmbedder {
  const { embedder, model } = embedders.current;

  // Where all have this node's model, as nearly always, nothing is read. What a look has missed, recall notices.
  const modelOf = async ({ tenant, namespace }: EmbeddingPlace): Promise<number> => {
    if (!embedders.mayDiffer) return model.number;
    return (await storage.embedding.modelsOf(tenant, namespace))?.model ?? model.number;
  };

  const embedForEarlier = async (place: EmbeddingPlace, text: string): Promise<ModelVectors[]> => {
    const number = await modelOf(place);
    if (number === model.number) return [];
    try {
      const earlier = await embedders.of(number);
      const [embedded] = (await earlier?.embedTexts([text], { signal: place.signal })) ?? [];
      if (earlier === null || embedded === undefined) return [];
      const { model: name, dimensions } = earlier;
      return [{ model: { number, name, dimensions }, values: embedded.vectors }];
    } catch (error) {
      if (!isEmbedderError(error)) throw error;
      logger.warn({ err: error }, 'a text was embedded by the new model alone: until the change it is found by words');
      return [];
    }
  };

  return {
    async embedText(place, text) {
      const [own, earlier] = await Promise.all([
        embedder.embedTexts([text], { signal: place.signal }).then(firstOf, refuseToEmbed),
        embedForEarlier(place, text),
      ]);
      return { vectors: [{ model, values: own.vectors }, ...earlier], tokens: own.tokens };
    },
    async embedQuestion(place, text, modelNumber) {
      const number = modelNumber ?? (await modelOf(place));
      if (number !== model.number) embedders.setMayDiffer(true);
      const found = await embedders.of(number).catch(refuseToEmbed);
      if (found === null) return null;
      const { vector, tokens } = await found.embedQuery(text, { signal: place.signal }).catch(refuseToEmbed);
      return { model: number, vector, tokens };
    },
  };
}

function firstOf([embedded]: readonly EmbeddedText[]): EmbeddedText {
  invariant(embedded !== undefined, 'the embedder answers every text');
  return embedded;
}

function refuseToEmbed(error: unknown): never {
  if (!isEmbedderError(error)) throw error;
  throw new ApiError({ code: error.code, headers: { 'retry-after': '1' }, cause: error });
}
