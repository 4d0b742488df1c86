import { foundation } from './0001-foundation.js';
import { limitCounts } from './0002-limit-counts.js';
import { embeddingModels } from './0003-embedding-models.js';
import { planChanges } from './0004-plan-changes.js';
import { ledger } from './0005-ledger.js';
import { billing } from './0006-billing.js';
import { agreements } from './0007-agreements.js';
import { payments } from './0008-payments.js';
import { usageAlerts } from './0009-usage-alerts.js';
import { reissuedInvoices } from './0010-reissued-invoices.js';
import type { Migration } from '../../migration.js';

/** Every step of the schema, in order. New ones go to the end. */
export const migrations: readonly Migration[] = [
  foundation,
  limitCounts,
  embeddingModels,
  planChanges,
  ledger,
  billing,
  agreements,
  payments,
  usageAlerts,
  reissuedInvoices,
];
