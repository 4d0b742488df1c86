export { EmbedderError, isEmbedderError } from './embedder-error.js';
export type { EmbeddedText, Embedder, EmbedderLogger, EmbedderStats, EmbedOptions } from './embedder-port.js';
export { createMinilmEmbedder, type MinilmEmbedderOptions } from './minilm/create-minilm-embedder.js';
export { createOpenAiEmbedder, type OpenAiEmbedderOptions } from './openai/create-openai-embedder.js';
