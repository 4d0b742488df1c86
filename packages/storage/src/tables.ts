import type { Environment } from '@memory-api/contract';
import type { UsageLimitName } from './usage/usage-alert-store.js';
import type { AmountColumns } from './usage/usage-columns.js';
import type { UsageSpan } from './usage/usage-span.js';

/** JSON as the engine takes and gives it; only the codec of its dialect reads it. */
export type JsonColumn = string;

/** Vectors as the engine takes and gives them; only the codec of its dialect reads them. */
export type VectorsColumn = Uint8Array;

/** A truth value as the engine takes and gives it; only the codec of its dialect reads it. */
export type BooleanColumn = number | boolean;

/** What was done to a memory. */
export type MemoryAction = 'create' | 'update' | 'delete' | 'expire';

type OrganizationsTable = {
  org_id: string;
  name: string;
  email: string;
  plan_id: string;
  is_active: BooleanColumn;
  is_owner: BooleanColumn;
  created_at_ms: number;
  next_plan_id: string | null;
  next_plan_at_ms: number | null;
  trial_ends_at_ms: number | null;
  agreement: JsonColumn | null;
  is_payment_approved: BooleanColumn;
};

type AgreementChangesTable = {
  org_id: string;
  seq: number;
  starts_at_ms: number;
  agreement: JsonColumn | null;
  key_id: string | null;
};

type PlanChangesTable = {
  org_id: string;
  seq: number;
  from_plan_id: string;
  plan_id: string;
  decided_at_ms: number;
  starts_at_ms: number;
  trial_ends_at_ms: number | null;
  key_id: string | null;
};

type ApiKeysTable = {
  org_id: string;
  id: string;
  environment: Environment;
  name: string;
  key_prefix: string;
  key_hash: string;
  scopes: JsonColumn;
  namespaces: JsonColumn | null;
  ip_allowlist: JsonColumn | null;
  created_at_ms: number;
  created_by_key_id: string | null;
  expires_at_ms: number | null;
  revoked_at_ms: number | null;
  rotated_to_key_id: string | null;
  grace_until_ms: number | null;
  last_used_at_ms: number | null;
};

type NamespacesTable = {
  org_id: string;
  environment: Environment;
  namespace: string;
  epoch: number;
  revision: number;
  purged_below: number;
  seq: number;
  live_count: number;
  /** The model whose vectors queries compare. */
  model: number;
  /** The model that it is changing to; the same as `model` while rows are put in order after that; null: neither. */
  next_model: number | null;
  /** Who works on the change, and until when nobody else does. */
  lease: string | null;
  leased_until_ms: number | null;
};

type MemoriesTable = {
  org_id: string;
  environment: Environment;
  namespace: string;
  id: string;
  version: number;
  seq: number;
  revision: number;
  created_at_ms: number;
  updated_at_ms: number;
  deleted_at_ms: number | null;
  expires_at_ms: number | null;
  occurred_at_ms: number | null;
  session_id: string | null;
  metadata: JsonColumn;
  text: string;
  vectors: VectorsColumn;
  /** The model of `vectors`. */
  model: number;
  /** The model of `next_vectors`, which wait until the namespace changes to it. */
  next_model: number | null;
  next_vectors: VectorsColumn | null;
};

type MemoryVersionsTable = {
  org_id: string;
  environment: Environment;
  memory_id: string;
  version: number;
  namespace: string;
  action: MemoryAction;
  /** JSON list of the fields that the change gave another value. */
  changed: JsonColumn;
  key_id: string | null;
  at_ms: number;
  /** When the next version took its place; null for the present one. */
  superseded_at_ms: number | null;
  expires_at_ms: number | null;
  occurred_at_ms: number | null;
  session_id: string | null;
  /** Content is null where the change took the memory away: the version before it has it. */
  metadata: JsonColumn | null;
  text: string | null;
  vectors: VectorsColumn | null;
  /** The model of `vectors`. */
  model: number;
};

type IdempotencyTable = {
  org_id: string;
  environment: Environment;
  key: string;
  fingerprint: string;
  status: number;
  headers: JsonColumn;
  body: string;
  is_encrypted: BooleanColumn;
  key_id: string | null;
  created_at_ms: number;
};

type AuditLogTable = {
  org_id: string;
  at_ms: number;
  id: string;
  environment: Environment | null;
  key_id: string | null;
  action: string;
  target_id: string | null;
  details: JsonColumn;
  ip: string | null;
  request_id: string | null;
};

type LimitCountsTable = {
  org_id: string;
  environment: Environment;
  /** `day:2026-03-01` or `month:2026-03`. */
  period: string;
  node_id: string;
  ends_at_ms: number;
  requests: number;
  tokens: number;
  embeddings: number;
  reserved: number;
  reserved_until_ms: number;
};

type LedgerTable = AmountColumns & {
  org_id: string;
  request_id: string;
  environment: Environment;
  key_id: string;
  operation: string;
  at_ms: number;
  status: number;
};

/** What commits have added to the ledger, and the rollups don't hold yet. */
type UsageDeltasTable = AmountColumns & {
  org_id: string;
  environment: Environment;
  /** Of the first request that it sums. */
  request_id: string;
  hour_ms: number;
  operation: string;
  key_id: string;
};

type UsageRollupsTable = AmountColumns & {
  org_id: string;
  environment: Environment;
  span: UsageSpan;
  start_ms: number;
  operation: string;
  key_id: string;
};

type StoredMemoriesTable = {
  org_id: string;
  environment: Environment;
  /** The period (a UTC month) that `peak` is of. */
  period_ms: number;
  /** Memories after the last change that is folded. */
  stored: number;
  peak: number;
  /** The time of that change. */
  until_ms: number;
};

/** How the number of a tenant's memories changes at a time, which may be to come; not in its counts yet. */
type StoredChangesTable = {
  org_id: string;
  environment: Environment;
  at_ms: number;
  id: string;
  change: number;
};
type InvoicesTable = {
  org_id: string;
  invoice_id: string;
  number: number;
  period_from_ms: number;
  period_to_ms: number;
  status: string;
  lines: JsonColumn;
  period_cents: number;
  total_cents: number;
  basis: JsonColumn;
  issued_at_ms: number;
  paid_at_ms: number | null;
  voided_at_ms: number | null;
};

type CreditsTable = {
  org_id: string;
  credit_id: string;
  amount_cents: number;
  expires_at_ms: number | null;
  note: string;
  created_at_ms: number;
};

type CollectionsTable = {
  org_id: string;
  invoice_id: string;
  external_id: string | null;
  state: string;
  attempts: number;
  due_at_ms: number | null;
  failed_at_ms: number | null;
};

type CreditUsesTable = { org_id: string; invoice_id: string; credit_id: string; amount_cents: number };

type UsageAlertsTable = {
  org_id: string;
  period_ms: number;
  limit_name: UsageLimitName;
  threshold: number;
  alert_id: string;
  at_ms: number;
  used: number;
  size: number;
};

/** The tables as the stores see them; the migrations of each dialect make them. */
export type Tables = {
  organizations: OrganizationsTable;
  plan_changes: PlanChangesTable;
  agreement_changes: AgreementChangesTable;
  organization_emails: { email: string; org_id: string };
  api_keys: ApiKeysTable;
  api_key_hashes: { key_hash: string; org_id: string; key_id: string };
  auth_revision: { id: number; revision: number };
  namespaces: NamespacesTable;
  memories: MemoriesTable;
  memory_versions: MemoryVersionsTable;
  idempotency: IdempotencyTable;
  audit_log: AuditLogTable;
  limit_counts: LimitCountsTable;
  ledger: LedgerTable;
  usage_deltas: UsageDeltasTable;
  usage_rollups: UsageRollupsTable;
  stored_memories: StoredMemoriesTable;
  stored_changes: StoredChangesTable;
  usage_alerts: UsageAlertsTable;
  invoices: InvoicesTable;
  credits: CreditsTable;
  credit_uses: CreditUsesTable;
  payment_customers: { org_id: string; customer_id: string; has_payment_method: BooleanColumn };
  collections: CollectionsTable;
  payment_events: { org_id: string; event_id: string; kind: string; at_ms: number };
  settings: { name: string; value: string };
  /** The models whose vectors the store may hold; what was written before there was this table is of number 1. */
  embedding_models: { number: number; name: string; dimensions: number };
};
