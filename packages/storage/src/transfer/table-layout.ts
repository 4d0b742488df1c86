import type { Tables } from '../tables.js';
import { BILLING_LAYOUTS } from './billing-layouts.js';

/** The name of a table. */
export type TableName = keyof Tables;

/** What a column holds, whatever its type is called by an engine. */
export type ColumnKind = 'text' | 'number' | 'boolean' | 'json' | 'vectors';

/** A table as a move sees it. */
export type TableLayout = {
  readonly name: TableName;
  /** The primary key: the order in which rows are read and written. */
  readonly key: readonly string[];
  readonly columns: readonly { readonly name: string; readonly kind: ColumnKind }[];
};

/** Every table by its name, so that none, and no column, can be forgotten. */
export type Layouts = {
  readonly [Name in TableName]: {
    readonly key: readonly (keyof Tables[Name])[];
    readonly columns: { readonly [Column in keyof Tables[Name]]: ColumnKind };
  };
};

const AMOUNTS = {
  calls: 'number',
  tokens_input: 'number',
  tokens_output: 'number',
  memories_read: 'number',
  memories_written: 'number',
  embeddings: 'number',
  model_calls: 'number',
  model_tokens_input: 'number',
  processing_us: 'number',
} as const;

// A column that a later step of the schema adds doesn't compile until it is here, too.
const LAYOUTS: Layouts = {
  settings: { key: ['name'], columns: { name: 'text', value: 'text' } },
  embedding_models: { key: ['number'], columns: { number: 'number', name: 'text', dimensions: 'number' } },
  organizations: {
    key: ['org_id'],
    columns: {
      org_id: 'text',
      name: 'text',
      email: 'text',
      plan_id: 'text',
      is_active: 'boolean',
      is_owner: 'boolean',
      created_at_ms: 'number',
      next_plan_id: 'text',
      next_plan_at_ms: 'number',
      trial_ends_at_ms: 'number',
      agreement: 'json',
      is_payment_approved: 'boolean',
    },
  },
  agreement_changes: {
    key: ['org_id', 'seq'],
    columns: { org_id: 'text', seq: 'number', starts_at_ms: 'number', agreement: 'json', key_id: 'text' },
  },
  plan_changes: {
    key: ['org_id', 'seq'],
    columns: {
      org_id: 'text',
      seq: 'number',
      from_plan_id: 'text',
      plan_id: 'text',
      decided_at_ms: 'number',
      starts_at_ms: 'number',
      trial_ends_at_ms: 'number',
      key_id: 'text',
    },
  },
  organization_emails: { key: ['email'], columns: { email: 'text', org_id: 'text' } },
  api_keys: {
    key: ['org_id', 'id'],
    columns: {
      org_id: 'text',
      id: 'text',
      environment: 'text',
      name: 'text',
      key_prefix: 'text',
      key_hash: 'text',
      scopes: 'json',
      namespaces: 'json',
      ip_allowlist: 'json',
      created_at_ms: 'number',
      created_by_key_id: 'text',
      expires_at_ms: 'number',
      revoked_at_ms: 'number',
      rotated_to_key_id: 'text',
      grace_until_ms: 'number',
      last_used_at_ms: 'number',
    },
  },
  api_key_hashes: { key: ['key_hash'], columns: { key_hash: 'text', org_id: 'text', key_id: 'text' } },
  auth_revision: { key: ['id'], columns: { id: 'number', revision: 'number' } },
  namespaces: {
    key: ['org_id', 'environment', 'namespace'],
    columns: {
      org_id: 'text',
      environment: 'text',
      namespace: 'text',
      epoch: 'number',
      revision: 'number',
      purged_below: 'number',
      seq: 'number',
      live_count: 'number',
      model: 'number',
      next_model: 'number',
      lease: 'text',
      leased_until_ms: 'number',
    },
  },
  memories: {
    key: ['org_id', 'environment', 'namespace', 'id'],
    columns: {
      org_id: 'text',
      environment: 'text',
      namespace: 'text',
      id: 'text',
      version: 'number',
      seq: 'number',
      revision: 'number',
      created_at_ms: 'number',
      updated_at_ms: 'number',
      deleted_at_ms: 'number',
      expires_at_ms: 'number',
      occurred_at_ms: 'number',
      session_id: 'text',
      metadata: 'json',
      text: 'text',
      vectors: 'vectors',
      model: 'number',
      next_model: 'number',
      next_vectors: 'vectors',
    },
  },
  memory_versions: {
    key: ['org_id', 'environment', 'memory_id', 'version'],
    columns: {
      org_id: 'text',
      environment: 'text',
      memory_id: 'text',
      version: 'number',
      namespace: 'text',
      action: 'text',
      changed: 'json',
      key_id: 'text',
      at_ms: 'number',
      superseded_at_ms: 'number',
      expires_at_ms: 'number',
      occurred_at_ms: 'number',
      session_id: 'text',
      metadata: 'json',
      text: 'text',
      vectors: 'vectors',
      model: 'number',
    },
  },
  idempotency: {
    key: ['org_id', 'environment', 'key'],
    columns: {
      org_id: 'text',
      environment: 'text',
      key: 'text',
      fingerprint: 'text',
      status: 'number',
      headers: 'json',
      body: 'text',
      is_encrypted: 'boolean',
      key_id: 'text',
      created_at_ms: 'number',
    },
  },
  audit_log: {
    key: ['org_id', 'at_ms', 'id'],
    columns: {
      org_id: 'text',
      at_ms: 'number',
      id: 'text',
      environment: 'text',
      key_id: 'text',
      action: 'text',
      target_id: 'text',
      details: 'json',
      ip: 'text',
      request_id: 'text',
    },
  },
  ...BILLING_LAYOUTS,
  usage_alerts: {
    key: ['org_id', 'period_ms', 'limit_name', 'size', 'threshold'],
    columns: {
      org_id: 'text',
      period_ms: 'number',
      limit_name: 'text',
      threshold: 'number',
      alert_id: 'text',
      at_ms: 'number',
      used: 'number',
      size: 'number',
    },
  },
  limit_counts: {
    key: ['org_id', 'environment', 'period', 'node_id'],
    columns: {
      org_id: 'text',
      environment: 'text',
      period: 'text',
      node_id: 'text',
      ends_at_ms: 'number',
      requests: 'number',
      tokens: 'number',
      embeddings: 'number',
      reserved: 'number',
      reserved_until_ms: 'number',
    },
  },
  ledger: {
    key: ['org_id', 'request_id'],
    columns: {
      org_id: 'text',
      request_id: 'text',
      environment: 'text',
      key_id: 'text',
      operation: 'text',
      at_ms: 'number',
      status: 'number',
      ...AMOUNTS,
    },
  },
  usage_deltas: {
    key: ['org_id', 'environment', 'request_id'],
    columns: {
      org_id: 'text',
      environment: 'text',
      request_id: 'text',
      hour_ms: 'number',
      operation: 'text',
      key_id: 'text',
      ...AMOUNTS,
    },
  },
  usage_rollups: {
    key: ['org_id', 'environment', 'span', 'start_ms', 'operation', 'key_id'],
    columns: {
      org_id: 'text',
      environment: 'text',
      span: 'text',
      start_ms: 'number',
      operation: 'text',
      key_id: 'text',
      ...AMOUNTS,
    },
  },
  stored_memories: {
    key: ['org_id', 'environment', 'period_ms'],
    columns: {
      org_id: 'text',
      environment: 'text',
      period_ms: 'number',
      stored: 'number',
      peak: 'number',
      until_ms: 'number',
    },
  },
  stored_changes: {
    key: ['org_id', 'environment', 'at_ms', 'id'],
    columns: { org_id: 'text', environment: 'text', at_ms: 'number', id: 'text', change: 'number' },
  },
};

/** Every table, in the order in which a move copies them. */
export const TABLE_LAYOUTS: readonly TableLayout[] = (Object.keys(LAYOUTS) as TableName[]).map(toLayout);

/** The tables whose rows have a tenant, whom row-level security holds each statement to. */
export const TENANT_TABLES: readonly TableName[] = TABLE_LAYOUTS.filter(({ columns }) =>
  columns.some(({ name }) => name === 'org_id'),
).map(({ name }) => name);

function toLayout(name: TableName): TableLayout {
  const { key, columns } = LAYOUTS[name];
  const kinds: [string, ColumnKind][] = Object.entries(columns);
  return { name, key, columns: kinds.map(([column, kind]) => ({ name: column, kind })) };
}
