import {
  DEFAULT_GRACE_PERIOD_HOURS,
  DEFAULT_KEY_NAME,
  type CreateApiKeyBody,
  type UpdateApiKeyBody,
} from '@memory-api/contract';
import type { FastifyInstance } from 'fastify';
import { toPageRequest, toPagination } from '../../http/page-request.js';
import type { HandlerResult } from '../../http/request-context.js';
import { registerOperation } from '../../http/route.js';
import { toWireApiKey, toWireCreatedKey, toWireCurrentKey } from './api-key-mapper.js';
import type { ApiKeysService, KeyChange, KeySettings } from './api-keys-service.js';
import type { IssuedKey } from './issue-key.js';

/** What the routes of API keys are made of. */
export interface ApiKeysParts {
  readonly service: ApiKeysService;
  /** Called after a change of keys is committed, before it's answered. */
  readonly onKeysChanged: () => void;
  readonly planNameOf: (planId: string) => string;
}

/** The routes of the room `api-keys`, as a plugin. */
export function createApiKeysRoutes(parts: ApiKeysParts): (app: FastifyInstance) => void {
  return (app) => {
    registerReads(app, parts);
    registerWrites(app, parts);
  };
}

function registerReads(app: FastifyInstance, { service, planNameOf }: ApiKeysParts): void {
  registerOperation(app, 'listApiKeys', async ({ query }, context) => {
    const request = toPageRequest(query);
    const page = await service.list(context, request, query.environment);
    return {
      data: page.items.map((key) => toWireApiKey(key, context.nowMs)),
      pagination: toPagination(request, page),
    };
  });

  registerOperation(app, 'getApiKey', async ({ params }, context) => ({
    data: toWireApiKey(await service.get(context, params.key_id), context.nowMs),
  }));

  registerOperation(app, 'getCurrentApiKey', async (_input, { caller }) => ({
    data: toWireCurrentKey(caller, planNameOf(caller.organization.planId)),
  }));
}

function registerWrites(app: FastifyInstance, { service, onKeysChanged }: ApiKeysParts): void {
  registerOperation(app, 'createApiKey', async ({ body }, context) =>
    context.write(async (tx) => toCreated(await service.create(tx, context, toSettings(body)))),
  );

  registerOperation(app, 'updateApiKey', async ({ params, body }, context) =>
    context
      .write(async (tx) => {
        const key = await service.update(tx, context, params.key_id, toChange(body));
        return { data: toWireApiKey(key, context.nowMs) };
      })
      .finally(onKeysChanged),
  );

  registerOperation(app, 'rotateApiKey', async ({ params, body }, context) =>
    context
      .write(async (tx) => {
        const rotation = {
          gracePeriodHours: body.grace_period_hours ?? DEFAULT_GRACE_PERIOD_HOURS,
          expiresInDays: body.expires_in_days ?? null,
        };
        return toCreated(await service.rotate(tx, context, params.key_id, rotation));
      })
      .finally(onKeysChanged),
  );

  registerOperation(app, 'revokeApiKey', async ({ params }, context) =>
    context
      .write(async (tx) => {
        const wasActive = await service.revoke(tx, context, params.key_id);
        return { data: { revoked: true as const, key_id: params.key_id }, effect: wasActive };
      })
      .finally(onKeysChanged),
  );
}

function toCreated(issued: IssuedKey): HandlerResult<ReturnType<typeof toWireCreatedKey>> {
  return {
    data: toWireCreatedKey(issued),
    headers: { 'cache-control': 'no-store', location: `/v1/account/api-keys/${issued.record.id}` },
    secret: true,
  };
}

function toSettings(body: CreateApiKeyBody): KeySettings {
  return {
    name: body.name ?? DEFAULT_KEY_NAME,
    scopes: body.scopes ?? ['read', 'write'],
    environment: body.environment,
    expiresInDays: body.expires_in_days ?? null,
    namespaces: body.namespaces,
    ipAllowlist: body.ip_allowlist,
  };
}

function toChange(body: UpdateApiKeyBody): KeyChange {
  return {
    ...(body.name !== undefined && { name: body.name }),
    ...(body.scopes !== undefined && { scopes: body.scopes }),
    ...(body.namespaces !== undefined && { namespaces: body.namespaces }),
    ...(body.ip_allowlist !== undefined && { ipAllowlist: body.ip_allowlist }),
  };
}
