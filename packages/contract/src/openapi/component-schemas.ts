import type { TSchema } from 'typebox';

import { Account, AuditEntry, ChangePlanBody, Plan, SignupBody, UpdateAccountBody } from '../schemas/account.js';
import {
  ApiKey,
  CreatedApiKey,
  CurrentApiKey,
  DocumentedCreateApiKeyBody,
  DocumentedUpdateApiKeyBody,
  RevokedApiKey,
  RotateApiKeyBody,
} from '../schemas/api-key.js';
import { Checkout, CheckoutBody, Invoice } from '../schemas/billing.js';
import { ErrorEnvelope, Meta, Pagination, Usage } from '../schemas/envelope.js';
import { Health, Liveness, Readiness } from '../schemas/health.js';
import {
  CreateMemoryBody,
  DeletedMemories,
  DeletedMemory,
  Memory,
  MemoryCount,
  UpdateMemoryBody,
} from '../schemas/memory.js';
import { FoundMemory, QueryBody, QueryResult } from '../schemas/query.js';
import { UsageAlert, UsageHistory, UsageProjection, UsageSummary } from '../schemas/usage.js';

/** Schemas that have a name in the OpenAPI document; wherever they are used, a `$ref` stands. */
export const COMPONENT_SCHEMAS: Readonly<Record<string, TSchema>> = {
  Account,
  ApiKey,
  AuditEntry,
  ChangePlanBody,
  Checkout,
  CheckoutBody,
  CreateApiKeyBody: DocumentedCreateApiKeyBody,
  CreateMemoryBody,
  CreatedApiKey,
  CurrentApiKey,
  DeletedMemories,
  DeletedMemory,
  Error: ErrorEnvelope,
  FoundMemory,
  Health,
  Invoice,
  Liveness,
  Memory,
  MemoryCount,
  Meta,
  Pagination,
  Plan,
  QueryBody,
  QueryResult,
  Readiness,
  RevokedApiKey,
  RotateApiKeyBody,
  SignupBody,
  UpdateAccountBody,
  UpdateApiKeyBody: DocumentedUpdateApiKeyBody,
  UpdateMemoryBody,
  Usage,
  UsageAlert,
  UsageHistory,
  UsageProjection,
  UsageSummary,
};

const NAMES: ReadonlyMap<unknown, string> = new Map(
  Object.entries(COMPONENT_SCHEMAS).map(([name, schema]) => [schema, name]),
);

function toPlain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toReferenced);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, toReferenced(member)]));
}

function toReferenced(value: unknown): unknown {
  const name = NAMES.get(value);
  return name === undefined ? toPlain(value) : { $ref: `#/components/schemas/${name}` };
}

/**
 * A schema as the document writes it: named schemas, at the top or within, become references.
 *
 * @param schema - a schema of this package
 */
export function toDocumentSchema(schema: TSchema): unknown {
  return toReferenced(schema);
}

/** The named schemas themselves, for `components.schemas`. */
export function createComponentSchemas(): Record<string, unknown> {
  return Object.fromEntries(Object.entries(COMPONENT_SCHEMAS).map(([name, schema]) => [name, toPlain(schema)]));
}
