import { Type, type Static } from 'typebox';

import { oneOf } from './fields.js';

const ComponentStatus = oneOf(
  ['ok', 'starting', 'unavailable', 'disabled'],
  '`ok`; `starting`: not yet; `unavailable`: it fails now; `disabled`: this server runs without it.',
);

const Reembedding = Type.Object({
  status: oneOf(
    ['running', 'waiting', 'elsewhere'],
    '`running`; `waiting`: its embedder fails, it is tried again; `elsewhere`: other nodes do it, with another model than this one.',
  ),
  progress: Type.Number({ minimum: 0, maximum: 1, description: 'Share of all memories that are done.' }),
});

/** Answer of `GET /health`: without the envelope, for monitors. */
export const Health = Type.Object({
  status: oneOf(['healthy', 'unhealthy'], '`healthy` comes with 200, `unhealthy` with 503.'),
  version: Type.String({ description: 'Version of the server.', examples: ['0.1.0'] }),
  database: ComponentStatus,
  cache: ComponentStatus,
  embedder: ComponentStatus,
  reembedding: Type.Union([Reembedding, Type.Null()], {
    description: 'Vectors that are being replaced by those of another model; null: none are.',
  }),
});
/** Answer of `GET /health`: without the envelope, for monitors. */
export type Health = Static<typeof Health>;

/** Answer of `GET /livez`. */
export const Liveness = Type.Object({ status: Type.Literal('ok') });
/** Answer of `GET /livez`. */
export type Liveness = Static<typeof Liveness>;

/** Answer of `GET /readyz`. */
export const Readiness = Type.Object({
  status: oneOf(['ready', 'not_ready'], '`ready` comes with 200, `not_ready` with 503.'),
});
/** Answer of `GET /readyz`. */
export type Readiness = Static<typeof Readiness>;

/** Answer of `GET /openapi.json`: a document of OpenAPI 3.1. */
export const OpenApiAnswer = Type.Unsafe<Record<string, unknown>>({ type: 'object', additionalProperties: true });

/** Answer of `GET /metrics` and of the pages for people: text. */
export const TextAnswer = Type.String();
