import type { Selectable } from 'kysely';
import { ofOrganization } from '../access.js';
import type { Engine } from '../dialects/engine.js';
import { connectionOf } from '../open-transaction.js';
import { readPage } from '../read-page.js';
import type { Tables } from '../tables.js';
import type { UsageAlert, UsageAlertStore } from './usage-alert-store.js';

type AlertRow = Selectable<Tables['usage_alerts']>;

/** Keeps alerts over Kysely. */
export function createUsageAlertStore({ reader }: Pick<Engine, 'reader'>): UsageAlertStore {
  return {
    async raise(tx, orgId, alerts) {
      if (alerts.length === 0) return [];
      const added = await connectionOf(tx, ofOrganization(orgId))
        .insertInto('usage_alerts')
        .values(alerts.map((alert) => toRow({ ...alert, orgId })))
        // Nodes that notice the same at once: the key of the table lets one of them in.
        .onConflict((conflict) => conflict.doNothing())
        .returning('alert_id')
        .execute();
      const ids = new Set(added.map(({ alert_id: id }) => id));
      return alerts.filter(({ id }) => ids.has(id));
    },
    list(orgId, request) {
      const alerts = reader(ofOrganization(orgId)).selectFrom('usage_alerts').selectAll().where('org_id', '=', orgId);
      return readPage(alerts, request, { by: ['at_ms', 'alert_id'], toItem: toAlert });
    },
  };
}

function toRow(alert: UsageAlert): AlertRow {
  return {
    org_id: alert.orgId,
    period_ms: alert.periodMs,
    limit_name: alert.limit,
    threshold: alert.thresholdPercent,
    alert_id: alert.id,
    at_ms: alert.atMs,
    used: alert.used,
    size: alert.size,
  };
}

function toAlert(row: AlertRow): UsageAlert {
  return {
    id: row.alert_id,
    orgId: row.org_id,
    periodMs: row.period_ms,
    limit: row.limit_name,
    thresholdPercent: row.threshold,
    used: row.used,
    size: row.size,
    atMs: row.at_ms,
  };
}
