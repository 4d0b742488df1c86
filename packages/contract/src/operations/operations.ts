import type { Static, TSchema } from 'typebox';

import { ACCOUNTS_OPERATIONS } from './accounts-operations.js';
import { API_KEYS_OPERATIONS } from './api-keys-operations.js';
import { BILLING_OPERATIONS } from './billing-operations.js';
import { MEMORIES_OPERATIONS } from './memories-operations.js';
import type { Operation } from './operation.js';
import { OPERATOR_OPERATIONS } from './operator-operations.js';
import { RECALL_OPERATIONS } from './recall-operations.js';
import { SYSTEM_OPERATIONS } from './system-operations.js';
import { USAGE_OPERATIONS } from './usage-operations.js';

/**
 * Every operation of the API by its operationId: THE table that maps routes to scopes. The server
 * registers its routes from it and the OpenAPI document is emitted from it.
 */
export const OPERATIONS = {
  ...SYSTEM_OPERATIONS,
  ...ACCOUNTS_OPERATIONS,
  ...API_KEYS_OPERATIONS,
  ...MEMORIES_OPERATIONS,
  ...RECALL_OPERATIONS,
  ...USAGE_OPERATIONS,
  ...BILLING_OPERATIONS,
  ...OPERATOR_OPERATIONS,
} as const satisfies Record<string, Operation>;

/** Name of an operation, for example `createMemory`. */
export type OperationId = keyof typeof OPERATIONS;

/** Every operation with its id, in the order of the documentation. */
export const OPERATION_LIST: readonly (Operation & { readonly id: OperationId })[] = Object.entries<Operation>(
  OPERATIONS,
).flatMap(([id, operation]) => (isOperationId(id) ? [{ ...operation, id }] : []));

/**
 * Whether a text is the id of an operation.
 *
 * @param value - any text
 */
export function isOperationId(value: string): value is OperationId {
  return Object.hasOwn(OPERATIONS, value);
}

type StaticOf<Schema> = Schema extends TSchema ? Static<Schema> : undefined;
type Field<Id extends OperationId, Name extends string> = (typeof OPERATIONS)[Id] extends {
  readonly [Key in Name]: infer Schema;
}
  ? StaticOf<Schema>
  : undefined;

/** Parameters in the path of an operation; undefined when it has none. */
export type OperationParams<Id extends OperationId> = Field<Id, 'params'>;

/** Query string of an operation after coercion; undefined when it takes none. */
export type OperationQuery<Id extends OperationId> = Field<Id, 'query'>;

/** Body of an operation after validation; undefined when it takes none. */
export type OperationBody<Id extends OperationId> = Field<Id, 'body'>;

/** `data` of an operation's answer (the whole body when it is bare). */
export type OperationData<Id extends OperationId> = StaticOf<(typeof OPERATIONS)[Id]['response']['schema']>;

/**
 * A path as Fastify writes it.
 *
 * @param path - as OpenAPI writes it, for example `/v1/memories/{memory_id}`
 * @returns for example `/v1/memories/:memory_id`
 */
export function toFastifyPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1');
}
