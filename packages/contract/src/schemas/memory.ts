import { Type, type Static } from 'typebox';

import { DEFAULT_NAMESPACE, MAX_MEMORY_EXPIRES_IN_DAYS, MAX_TEXT_CHARACTERS } from '../bounds.js';
import { MemoryId, Metadata, Namespace, SessionId, nullable, timestamp } from './fields.js';
import { pageParameters } from './page.js';

const Text = Type.String({
  minLength: 1,
  maxLength: MAX_TEXT_CHARACTERS,
  pattern: '\\S',
  description: 'What to remember, in plain words. 1–50,000 characters, counted after blanks at both ends are cut off.',
  examples: ['User prefers window seats on long flights'],
});

/** A memory, as it is read. */
export const Memory = Type.Object({
  id: MemoryId,
  text: Type.String({ description: 'What is remembered.' }),
  metadata: Metadata,
  namespace: Namespace,
  session_id: nullable(SessionId),
  occurred_at: nullable(timestamp('When the thing remembered happened; null: not told.')),
  expires_at: nullable(timestamp('From when on the memory is gone; null: never.')),
  version: Type.Integer({ minimum: 1, description: 'Rises by one with every change; the `ETag` is made of it.' }),
  created_at: timestamp('When the memory was stored.'),
  updated_at: timestamp('When it was last changed.'),
});
/** A memory, as it is read. */
export type Memory = Static<typeof Memory>;

/** Memories, newest first. */
export const MemoryList = Type.Array(Memory);

/** Body of `POST /v1/memories`. `expires_at` and `expires_in_days` exclude each other. */
export const CreateMemoryBody = Type.Object(
  {
    text: Text,
    metadata: Type.Optional(nullable(Metadata)),
    memory_id: Type.Optional(
      nullable(
        Type.String({
          ...MemoryId,
          description:
            "Id of your own choice: 1–100 characters of `A–Z a–z 0–9 _ -`, not of an API key's form, and not `count`, which is a path of its own. Left out: one is made. The id of a deleted or expired memory may be used again and continues its versions.",
          examples: ['seat-preference'],
        }),
      ),
    ),
    namespace: Type.Optional(nullable(Type.String({ ...Namespace, default: DEFAULT_NAMESPACE }))),
    session_id: Type.Optional(nullable(SessionId)),
    occurred_at: Type.Optional(
      nullable(
        timestamp('When the thing remembered happened. Orders the memories of a session, before the order of writing.'),
      ),
    ),
    expires_in_days: Type.Optional(
      nullable(
        Type.Integer({
          minimum: 1,
          maximum: MAX_MEMORY_EXPIRES_IN_DAYS,
          description: 'Days until the memory is gone. Not together with `expires_at`.',
        }),
      ),
    ),
    expires_at: Type.Optional(
      nullable(
        timestamp('From when on the memory is gone; has to lie in the future. Not together with `expires_in_days`.'),
      ),
    ),
  },
  { additionalProperties: false },
);
/** Body of `POST /v1/memories`. */
export type CreateMemoryBody = Static<typeof CreateMemoryBody>;

/** Body of `PUT /v1/memories/{memory_id}`: at least one field. */
export const UpdateMemoryBody = Type.Object(
  {
    text: Type.Optional(Text),
    metadata: Type.Optional(
      Type.Unsafe<Record<string, unknown>>({
        ...Metadata,
        description: 'The new metadata: replaces the whole object. At most 16 KB as JSON.',
      }),
    ),
  },
  { additionalProperties: false, minProperties: 1 },
);
/** Body of `PUT /v1/memories/{memory_id}`: at least one field. */
export type UpdateMemoryBody = Static<typeof UpdateMemoryBody>;

/** Path of one memory. */
export const MemoryParams = Type.Object({ memory_id: MemoryId }, { additionalProperties: false });
/** Path of one memory. */
export type MemoryParams = Static<typeof MemoryParams>;

const selection = {
  namespace: Type.Optional(Namespace),
  session_id: Type.Optional(SessionId),
  metadata_filter: Type.Optional(
    Type.String({
      minLength: 2,
      maxLength: 10_000,
      description: 'A metadata filter, written as JSON, as in `POST /v1/query`.',
      examples: ['{"category":"preference"}'],
    }),
  ),
};

/** Query of `GET /v1/memories`. */
export const ListMemoriesQuery = Type.Object({ ...pageParameters, ...selection }, { additionalProperties: false });
/** Query of `GET /v1/memories`. */
export type ListMemoriesQuery = Static<typeof ListMemoriesQuery>;

/** Query of `GET /v1/memories/count`. */
export const CountMemoriesQuery = Type.Object({ namespace: Type.Optional(Namespace) }, { additionalProperties: false });
/** Query of `GET /v1/memories/count`. */
export type CountMemoriesQuery = Static<typeof CountMemoriesQuery>;

/** Query of `DELETE /v1/memories`. */
export const DeleteAllMemoriesQuery = Type.Object(
  {
    confirm: Type.Optional(
      Type.Boolean({
        description: 'Has to be `true`: a safety catch. Without it: 400 `CONFIRMATION_REQUIRED`.',
        examples: [true],
      }),
    ),
    namespace: Type.Optional(Namespace),
  },
  { additionalProperties: false },
);
/** Query of `DELETE /v1/memories`. */
export type DeleteAllMemoriesQuery = Static<typeof DeleteAllMemoriesQuery>;

/** Answer of `GET /v1/memories/count`. */
export const MemoryCount = Type.Object({
  count: Type.Integer({ minimum: 0, description: 'Memories that the key can see.' }),
});
/** Answer of `GET /v1/memories/count`. */
export type MemoryCount = Static<typeof MemoryCount>;

/** Answer to deleting one memory. */
export const DeletedMemory = Type.Object({ deleted: Type.Literal(true), memory_id: MemoryId });
/** Answer to deleting one memory. */
export type DeletedMemory = Static<typeof DeletedMemory>;

/** Answer to deleting all memories. */
export const DeletedMemories = Type.Object({
  deleted: Type.Literal(true),
  count: Type.Integer({ minimum: 0, description: 'How many memories were deleted.' }),
});
/** Answer to deleting all memories. */
export type DeletedMemories = Static<typeof DeletedMemories>;
