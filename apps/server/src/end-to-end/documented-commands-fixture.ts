/**
 * The commands of the public documentation on authentication, character by character. `$BASE` and
 * `$API_KEY` come from the shell's environment; `key_abc123` stands for the id of a key.
 */
export const DOCUMENTED_COMMANDS = {
  listMemories: `curl $BASE/v1/memories -H "Authorization: Bearer $API_KEY"`,
  listMemoriesByOtherHeader: `curl $BASE/v1/memories -H "X-API-Key: $API_KEY"`,
  listKeys: `curl $BASE/v1/account/api-keys -H "Authorization: Bearer $API_KEY"`,
  createKey: `curl -X POST $BASE/v1/account/api-keys -H "Authorization: Bearer $API_KEY" -H "Content-Type: application/json" -d '{
    "name": "Production Server",
    "environment": "live",
    "scopes": ["read", "write"]
  }'`,
  revokeKey: `curl -X DELETE $BASE/v1/account/api-keys/key_abc123 -H "Authorization: Bearer $API_KEY"`,
  createReadOnlyKey: `curl -X POST $BASE/v1/account/api-keys -H "Authorization: Bearer $API_KEY" -d '{"name": "Analytics", "scopes": ["read"]}'`,
  createTemporaryKey: `curl -X POST $BASE/v1/account/api-keys -H "Authorization: Bearer $API_KEY" -d '{"name": "Temp Key", "expires_in_days": 30}'`,
} as const;
