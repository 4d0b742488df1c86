import type { Migration } from '../../migration.js';

// As on SQLite.
const sql = `
create table usage_alerts (
  org_id text collate "C" not null,
  period_ms bigint not null,
  limit_name text collate "C" not null,
  threshold integer not null,
  alert_id text collate "C" not null,
  at_ms bigint not null,
  used bigint not null,
  size bigint not null,
  primary key (org_id, period_ms, limit_name, size, threshold)
);
create index usage_alerts_newest on usage_alerts (org_id, at_ms, alert_id);
create function refuse_to_change_usage_alerts() returns trigger language plpgsql as
$$ begin raise exception 'usage_alerts is append-only'; end $$;
create trigger usage_alerts_keep_rows before update or delete or truncate on usage_alerts
  for each statement execute function refuse_to_change_usage_alerts();

grant select, insert on usage_alerts to memory_api_tenant;
alter table usage_alerts enable row level security, force row level security;
create policy tenant on usage_alerts to memory_api_tenant using (org_id = current_setting('memory_api.org_id'));
`;

/** How much of its quotas each organization has reached in each period. */
export const usageAlerts: Migration = { number: 9, name: 'usage_alerts', sql };
