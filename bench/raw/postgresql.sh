#!/bin/sh
# The floor for a 3-member PostgreSQL service: a primary and two standbys over replication slots, started by hand with the
# settings that FireCamp's have. Prints the seconds until all three serve and both standbys stream, then ends them.
#
#   bench/raw/postgresql.sh SCRATCH ADDRESS ADDRESS ADDRESS        (as root; the servers run as postgres)
set -eu

# An address in the folder's place would make a data folder in whatever folder this was called from.
case ${1:-} in
/*) ;;
*) echo "$0: the first argument is an absolute scratch folder; see the head of this file." >&2; exit 2 ;;
esac
if [ $# -lt 4 ]; then
    echo "$0: give a scratch folder and at least 3 addresses; see the head of this file." >&2
    exit 2
fi

scratch=$1
primary=$2
shift
export PATH="/usr/lib/postgresql/15/bin:$PATH" PGPORT=5432 PGDATABASE=postgres PGPASSFILE="$scratch/pgpass"

as_user() {
    setpriv --reuid postgres --regid postgres --init-groups "$@"
}

settings() {
    cat << SETTINGS
listen_addresses = '$1'
unix_socket_directories = '$scratch/$1/run'
max_connections = 100
shared_buffers = 128MB
effective_cache_size = 384MB
work_mem = 4MB
maintenance_work_mem = 25MB
max_wal_size = 1GB
min_wal_size = 102MB
max_wal_senders = 14
max_replication_slots = 14
wal_keep_size = 128MB
max_slot_wal_keep_size = 5GB
hot_standby_feedback = on
wal_retrieve_retry_interval = 500ms
timezone = 'UTC'
log_timezone = 'UTC'
SETTINGS
}

access() {
    printf 'local all postgres peer\nhost replication replicator 127.0.0.0/8 scram-sha-256\nhost all all samenet scram-sha-256\n'
}

serve() {
    settings "$1" > "$scratch/$1/postgresql.conf"
    access > "$scratch/$1/pg_hba.conf"
    chown postgres "$scratch/$1"/*.conf
    setpriv --reuid postgres --regid postgres --init-groups postgres -D "$scratch/$1/data" -c "config_file=$scratch/$1/postgresql.conf" -c "hba_file=$scratch/$1/pg_hba.conf" \
        > "$scratch/$1/log" 2>&1 &
    pids="$pids $!"
}

end() {
    # shellcheck disable=SC2086 # one argument each
    kill -INT $pids 2> /dev/null || true
    wait
}

start=$(date +%s.%N)
mkdir -p "$scratch"
chown postgres "$scratch"
for address in "$@"; do
    install -d -o postgres -g postgres -m 700 "$scratch/$address" "$scratch/$address/run"
done
printf 'secret\n' > "$scratch/password"
printf '*:*:*:replicator:secret\n' > "$PGPASSFILE"
chmod 600 "$scratch/password" "$PGPASSFILE"
chown postgres "$scratch/password" "$PGPASSFILE"
pids=
trap end EXIT

as_user initdb -D "$scratch/$primary/data" -U postgres --pwfile="$scratch/password" -A scram-sha-256 -E UTF8 --locale=C.UTF-8 -k > "$scratch/initdb.log"
serve "$primary"
until as_user psql -h "$scratch/$primary/run" -qc "create role replicator login replication password 'secret'" 2> /dev/null; do
    sleep 0.05
done

shift
copies=
for address in "$@"; do
    as_user pg_basebackup -D "$scratch/$address/data" -h "$primary" -U replicator -w -X stream -c fast -R -C -S "raw_${address##*.}" &
    copies="$copies $!"
done
for copy in $copies; do
    wait "$copy"
done
for address in "$@"; do
    serve "$address"
done

for address in "$@"; do
    until [ "$(as_user psql -h "$scratch/$address/run" -U postgres -AtXc "select status from pg_stat_wal_receiver" 2> /dev/null)" = streaming ]; do
        sleep 0.05
    done
done
awk -v start="$start" -v end="$(date +%s.%N)" 'BEGIN { printf "%.2f\n", end - start }'
