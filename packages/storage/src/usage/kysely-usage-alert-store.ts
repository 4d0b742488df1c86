import type { Selectable } from 'kysely';
import { ofOrganization } from '../access.js';
import type { Engine } from '../dialects/engine.js';
import { isAfter, toPage, toPageWindow } from '../keyset.js';
import { toLimit } from '../limit.js';
import { connectionOf } from '../open-transaction.js';
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
    async list(orgId, request) {
      const { after, offset, limit } = toPageWindow(request);
      const alerts = reader(ofOrganization(orgId)).selectFrom('usage_alerts').where('org_id', '=', orgId);
      const count = alerts.select((eb) => eb.fn.countAll<number>().as('total'));
      const { total } = await count.executeTakeFirstOrThrow();
      const rows = await alerts
        .selectAll()
        .where(isAfter(['at_ms', 'alert_id'], after))
        .orderBy('at_ms', 'desc')
        .orderBy('alert_id', 'desc')
        .limit(toLimit(limit))
        .offset(toLimit(offset))
        .execute();
      return toPage({
        rows,
        total: Number(total),
        perPage: request.perPage,
        toKeyset: (row) => ({ atMs: row.at_ms, id: row.alert_id }),
        toItem: toAlert,
      });
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
