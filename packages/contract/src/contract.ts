export {
  API_KEY_CHARACTERS,
  ENVIRONMENTS,
  createApiKey,
  hashApiKey,
  parseApiKey,
  toKeyPrefix,
  type Environment,
} from './api-key.js';
export { ApiError, isApiError, type ApiErrorInput } from './api-error.js';
export {
  DEFAULT_GRACE_PERIOD_HOURS,
  DEFAULT_KEY_NAME,
  DEFAULT_MAX_MEMORIES,
  DEFAULT_NAMESPACE,
  DEFAULT_PER_PAGE,
  DEFAULT_RELEVANCE_THRESHOLD,
  IDEMPOTENCY_RETENTION_HOURS,
  MAX_BODY_BYTES,
  MAX_CLIENT_REQUEST_ID_CHARACTERS,
  MAX_GRACE_PERIOD_HOURS,
  MAX_IDEMPOTENCY_KEY_CHARACTERS,
  MAX_IP_ALLOWLIST_ENTRIES,
  MAX_KEY_EXPIRES_IN_DAYS,
  MAX_KEY_NAMESPACES,
  MAX_MAX_MEMORIES,
  MAX_MEMORY_EXPIRES_IN_DAYS,
  MAX_METADATA_BYTES,
  MAX_NAME_CHARACTERS,
  MAX_NESTING,
  MAX_PER_PAGE,
  MAX_SESSION_ID_CHARACTERS,
  MAX_TEXT_CHARACTERS,
} from './bounds.js';
export { createId, createIdSource, toFirstId, type IdPrefix } from './create-id.js';
export { ERRORS, ERROR_CODES, isErrorCode, type ErrorCode, type ErrorEntry } from './errors.js';
export { createErrorsHtml } from './errors/create-errors-html.js';
export { createErrorsMarkdown } from './errors/create-errors-markdown.js';
export { invariant } from './invariant.js';
export { messageOf } from './message-of.js';
export type { OpenApiDocument } from './openapi/create-openapi-document.js';
export type { BodyExample, Operation, OperationResponse, ResponseHeader, Room } from './operations/operation.js';
export type {
  OperationBody,
  OperationData,
  OperationId,
  OperationParams,
  OperationQuery,
} from './operations/operations.js';
export { parseTimestamp } from './parse-timestamp.js';
export { PUBLIC_SCOPES, SCOPES, hasScope, isScope, type Scope } from './scopes.js';
export type {
  AddCreditBody,
  AddUsageCorrectionBody,
  OperatorCredit,
  OperatorOrganization,
  UpdateOrganizationBody,
  UsageCorrection,
} from './schemas/operator.js';
export type {
  Account,
  AuditEntry,
  AuditLog,
  ChangePlanBody,
  ListAuditLogQuery,
  Plan,
  SignupBody,
  UpdateAccountBody,
} from './schemas/account.js';
export type {
  ApiKey,
  ApiKeyList,
  ApiKeyParams,
  CreateApiKeyBody,
  CreatedApiKey,
  CurrentApiKey,
  ListApiKeysQuery,
  RevokedApiKey,
  RotateApiKeyBody,
  UpdateApiKeyBody,
} from './schemas/api-key.js';
export type {
  Checkout,
  CheckoutBody,
  Invoice,
  InvoiceList,
  InvoiceParams,
  ListInvoicesQuery,
} from './schemas/billing.js';
export type { ErrorEnvelope, Meta, Pagination, SuccessEnvelope, Usage } from './schemas/envelope.js';
export type { Health, Liveness, Readiness } from './schemas/health.js';
export type {
  CountMemoriesQuery,
  CreateMemoryBody,
  DeleteAllMemoriesQuery,
  DeletedMemories,
  DeletedMemory,
  ListMemoriesQuery,
  Memory,
  MemoryCount,
  MemoryList,
  MemoryParams,
  UpdateMemoryBody,
} from './schemas/memory.js';
export type { FoundMemory, QueryBody, QueryResult } from './schemas/query.js';
export type {
  ListUsageAlertsQuery,
  UsageAlert,
  UsageAlertList,
  UsageExportQuery,
  UsageHistory,
  UsageHistoryQuery,
  UsageProjection,
  UsageQuery,
  UsageSummary,
} from './schemas/usage.js';
export type { JsonObject } from './schemas/fields.js';
