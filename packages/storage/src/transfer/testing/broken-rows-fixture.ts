/** What no consistent state holds: rows that another part of the same write is missing of. */
export const BROKEN_ROWS: readonly string[] = [
  `select m.id from memories m where not exists (select 1 from memory_versions v where v.org_id = m.org_id
    and v.environment = m.environment and v.memory_id = m.id and v.version = m.version)`,
  `select v.memory_id from memory_versions v where not exists (select 1 from memories m where v.org_id = m.org_id
    and v.environment = m.environment and v.memory_id = m.id)`,
  `select n.namespace from namespaces n where n.live_count <> (select count(*) from memories m
    where m.org_id = n.org_id and m.environment = n.environment and m.namespace = n.namespace
    and m.deleted_at_ms is null)`,
  `select n.namespace from namespaces n where n.revision <> (select max(m.revision) from memories m
    where m.org_id = n.org_id and m.environment = n.environment and m.namespace = n.namespace)`,
];
