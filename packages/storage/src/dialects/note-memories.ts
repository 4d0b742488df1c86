/** Has the ledger begin with the memories that are there: one note a memory, and one for the end of what expires. */
export const noteMemories = `insert into stored_changes
  select org_id, environment, created_at_ms, id, 1 from memories where deleted_at_ms is null
  union all
  select org_id, environment, expires_at_ms, id, -1 from memories
  where deleted_at_ms is null and expires_at_ms is not null;`;
