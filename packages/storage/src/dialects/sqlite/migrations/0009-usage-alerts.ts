import type { Migration } from '../../migration.js';

// One row a period, quota, size of it and threshold: the key is what makes an alert come once, however many nodes notice it.
const sql = `
create table usage_alerts (
  org_id text not null,
  period_ms integer not null,
  limit_name text not null,
  threshold integer not null,
  alert_id text not null,
  at_ms integer not null,
  used integer not null,
  size integer not null,
  primary key (org_id, period_ms, limit_name, size, threshold)
) strict, without rowid;
create index usage_alerts_newest on usage_alerts (org_id, at_ms, alert_id);
create trigger usage_alerts_keep_rows before delete on usage_alerts
begin select raise(abort, 'usage_alerts is append-only'); end;
create trigger usage_alerts_keep_values before update on usage_alerts
begin select raise(abort, 'usage_alerts is append-only'); end;
`;

/** How much of its quotas each organization has reached in each period. */
export const usageAlerts: Migration = { number: 9, name: 'usage_alerts', sql };
