import type { OPERATIONS, OperationId } from '@memory-api/contract';
import type { FastifyInstance } from 'fastify';
import type { Static, TSchema } from 'typebox';
import type { AuthenticatedContext, HandlerResult, RequestContext } from './request-context.js';

type OperationOf<Id extends OperationId> = (typeof OPERATIONS)[Id];

type Part<Id extends OperationId, Name extends 'params' | 'query' | 'body'> =
  OperationOf<Id> extends Readonly<Record<Name, infer Schema extends TSchema>>
    ? Static<Schema>
    : undefined;

/** What a handler is given of the request: validated, typed by the operation's schemas. */
export interface OperationInput<Id extends OperationId> {
  readonly params: Part<Id, 'params'>;
  readonly query: Part<Id, 'query'>;
  readonly body: Part<Id, 'body'>;
  /** Headers that an operation reads itself (`if-match`), as Node gives them. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** The `data` that an operation answers. */
export type OperationData<Id extends OperationId> =
  OperationOf<Id> extends { readonly response: { readonly schema: infer Schema extends TSchema } }
    ? Static<Schema>
    : never;

/** The context of an operation: with a caller wherever the operation needs a key. */
export type OperationContext<Id extends OperationId> =
  OperationOf<Id> extends { readonly scope: null } ? RequestContext : AuthenticatedContext;

/** A room's answer to one operation. Failures are thrown as `ApiError`. */
export type OperationHandler<Id extends OperationId> = (
  input: OperationInput<Id>,
  context: OperationContext<Id>,
) => Promise<HandlerResult<OperationData<Id>>>;

/**
 * Registers the route of one operation: method, path, schemas and scope come from
 * `OPERATIONS`, the steps from the pipeline. Works inside any plugin of the app.
 *
 * @example
 * registerOperation(app, 'createMemory', async ({ body }, context) => {
 *   const vectors = await service.embed(body.text, context);
 *   return context.write(async (transaction) => ({
 *     data: toWireMemory(await service.create(transaction, context.caller, body, vectors)),
 *   }));
 * });
 */
export declare function registerOperation<Id extends OperationId>(
  app: FastifyInstance,
  id: Id,
  handler: OperationHandler<Id>,
): void;
