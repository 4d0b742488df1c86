#!/usr/bin/env bash
# Stripe's own stand-in for its API, for the tests: it knows every call and parameter, and keeps nothing.
#   stripe-mock.sh up      installs it by Go's module proxy where it isn't there, starts it, and notes its URL in
#                          .cache/stripe-mock.json; also when it runs already
#   stripe-mock.sh down
set -euo pipefail
cd "$(dirname "$0")/.."

readonly VERSION=v0.203.0
# Outside the repository, so that a second copy of it needs no second installation.
readonly CACHE=${TMPDIR:-/tmp}/memory-api-stripe-mock-$VERSION
readonly PROGRAM=$CACHE/stripe-mock STATE=.cache/stripe-mock.json
readonly PID_FILE=$CACHE/pid PORT_FILE=$CACHE/port LOG=$CACHE/log

die() { echo "stripe-mock.sh: $*" >&2; exit 1; }

is_running() { [ -f "$PID_FILE" ] && [ "$(readlink "/proc/$(cat "$PID_FILE")/exe" 2>/dev/null)" = "$PROGRAM" ]; }

install() {
  [ -x "$PROGRAM" ] && return
  command -v go >/dev/null || die "needs Go (https://go.dev/dl) to install stripe-mock"
  GOBIN=$CACHE/incoming GOFLAGS=-mod=mod go install "github.com/stripe/stripe-mock@$VERSION" >&2
  mv "$CACHE/incoming/stripe-mock" "$PROGRAM"
}

# The port is free at the moment that it is chosen; who loses it to somebody else chooses again.
start() {
  local port
  for _ in 1 2 3 4 5; do
    port=$((20000 + RANDOM % 20000))
    "$PROGRAM" -http-addr "127.0.0.1:$port" -https-addr 127.0.0.1:0 >"$LOG" 2>&1 9<&- &
    echo $! >"$PID_FILE"
    echo "$port" >"$PORT_FILE"
    for _ in $(seq 50); do
      is_running || break
      if curl -s -o /dev/null "http://127.0.0.1:$port/"; then return; fi
      sleep 0.1
    done
    down
  done
  die "did not start: $(tail -1 "$LOG")"
}

up() {
  mkdir -p "$CACHE" .cache
  exec 9<"$CACHE"
  flock 9
  install
  is_running || start
  echo "{\"url\":\"http://127.0.0.1:$(cat "$PORT_FILE")\"}" >"$STATE"
  cat "$STATE"
}

down() {
  if is_running; then kill "$(cat "$PID_FILE")"; fi
  rm -f "$PID_FILE" "$STATE"
}

case ${1:-} in
  up | down) "$1" ;;
  *) die 'takes up or down' ;;
esac
