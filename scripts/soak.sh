#!/usr/bin/env bash
# What is random or long, in full: CI runs the same with few rounds. Takes about an hour and a quarter.
set -euo pipefail
cd "$(dirname "$0")/.."

npx tsc -b
bash scripts/postgres.sh up
SOAK=1 npx vitest run
SCHEMATHESIS_SECONDS=900 SCHEMATHESIS_EXAMPLES=500 bash scripts/schemathesis.sh
node bench/dist/bench.js crash --rounds 200
node bench/dist/bench.js ledger --rounds 300
node bench/dist/bench.js recall --sizes 10000 --seconds 600
