export { EmbedderError, isEmbedderError } from './embedder-error.js';
export type {
  EmbeddedQuestion,
  EmbeddedText,
  Embedder,
  EmbedderLogger,
  EmbedderStats,
  EmbedOptions,
} from './embedder-port.js';
export { createMinilmEmbedder, MINILM_MODEL, type MinilmEmbedderOptions } from './minilm/create-minilm-embedder.js';
export {
  createOpenAiEmbedder,
  toOpenAiModelName,
  type OpenAiEmbedderOptions,
} from './openai/create-openai-embedder.js';
