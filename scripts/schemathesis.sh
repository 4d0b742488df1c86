#!/usr/bin/env bash
# Runs schemathesis against the built server: no server error, no answer that the OpenAPI document doesn't describe.
#   scripts/schemathesis.sh install   only puts the tool into .cache/
#   scripts/schemathesis.sh           installs it if need be, starts a server of its own, tests it
# SCHEMATHESIS_SECONDS (60), SCHEMATHESIS_EXAMPLES (25) and SCHEMATHESIS_SEED (random, printed) may be set.
set -euo pipefail
cd "$(dirname "$0")/.."

readonly VENV=.cache/schemathesis
readonly REQUIREMENTS=scripts/schemathesis-requirements.txt
readonly REPORT=.cache/schemathesis-junit.xml
readonly SECONDS_MAX=${SCHEMATHESIS_SECONDS:-60}
readonly EXAMPLES=${SCHEMATHESIS_EXAMPLES:-25}
readonly SEED=${SCHEMATHESIS_SEED:-$((RANDOM * 32768 + RANDOM))}

install() {
  # A stamp, not the folder, says that the installation is whole and of these versions.
  if ! cmp -s "$REQUIREMENTS" "$VENV/installed.txt"; then
    rm -rf "$VENV"
    python3 -m venv "$VENV"
    "$VENV/bin/pip" install --quiet --disable-pip-version-check --requirement "$REQUIREMENTS"
    cp "$REQUIREMENTS" "$VENV/installed.txt"
  fi
  "$VENV/bin/schemathesis" --version
}

free_port() {
  node -e 'const s = require("node:net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })'
}

# Waits for a 200 from $1, 30 s at most.
wait_for() {
  node -e '
    const [url] = process.argv.slice(1);
    const ask = async (attempts) => {
      const status = await fetch(url).then((response) => response.status, () => 0);
      if (status === 200) return;
      if (attempts === 0) { console.error(`${url} answers ${status}`); process.exit(1); }
      setTimeout(() => ask(attempts - 1), 250);
    };
    ask(120);
  ' "$@"
}

# What the server at $1 says of the key $2: its id, scopes and namespaces, or nothing where it is refused.
key_of() {
  node -e '
    const [base, key] = process.argv.slice(1);
    fetch(`${base}/v1/account/api-keys/current`, { headers: { authorization: `Bearer ${key}` } })
      .then((response) => response.json())
      .then(({ data }) => { if (data) console.log(data.id, JSON.stringify([data.scopes, data.namespaces])); }, () => {});
  ' "$@"
}

run() {
  local data key port base known status=0
  data=$(mktemp -d)
  key=$(node apps/server/dist/commands/key-generate.js)
  port=$(free_port)
  base="http://127.0.0.1:$port"

  # The run also changes its plan, and would be refused everywhere from then on.
  sed 's/limits: {.*}/limits: { per_minute: null, per_day: null, at_once: null }/' apps/server/plans.yaml >"$data/plans.yaml"
  OWNER_KEY=$key HOST=127.0.0.1 PORT=$port DATA_DIR=$data PLANS_FILE=$data/plans.yaml LOG_LEVEL=warn LOG_FORMAT=json \
    node apps/server/dist/main.js >"$data/server.log" 2>&1 &
  local server=$!
  # shellcheck disable=SC2064  # the values of now are meant
  trap "kill $server 2>/dev/null || true; wait $server 2>/dev/null || true; rm -rf '$data'" EXIT
  wait_for "$base/readyz" || { cat "$data/server.log"; return 1; }
  known=$(key_of "$base" "$key")

  echo "schemathesis: seed $SEED, $EXAMPLES examples an operation, $SECONDS_MAX s at most"
  RUN_KEY_ID=${known%% *} "$VENV/bin/schemathesis" --config-file scripts/schemathesis.toml run "$base/openapi.json" \
    --header "Authorization:Bearer $key" \
    --max-examples "$EXAMPLES" --seed "$SEED" --max-time "$SECONDS_MAX" \
    --generation-database none --no-color --report junit --report-junit-path "$REPORT" || status=$?

  # A run that lost its key, a right of it, or its server, has tested nothing since: that is a failure, whatever it says.
  if [ -z "$known" ] || [ "$(key_of "$base" "$key")" != "$known" ]; then echo "the key of the run was lost"; status=1; fi
  if grep -E '"level":(50|60|"error"|"fatal")' "$data/server.log"; then status=1; fi
  return $status
}

install
if [ "${1:-run}" != install ]; then run; fi
