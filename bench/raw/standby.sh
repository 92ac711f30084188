#!/bin/sh
# The floor for one more standby: a base backup of the primary into this member's volume, and a server started on it with the
# member's own settings. Prints the seconds until it streams, then ends and removes it. Run inside a standby of the service.
set -eu

. "$CONF/place"
copy=$(dirname "$PGDATA")/byhand
port=6543
rm -rf "$copy"
sync -f "$PGDATA"

end() {
    pg_ctl -D "$copy" -m immediate -w stop > "$RUN/byhand.log" 2>&1 || true
    rm -rf "$copy"
}

trap end EXIT
start=$(date +%s.%N)
pg_basebackup -D "$copy" -h "$PRIMARY_HOST" -p "$PGPORT" -U "$REPLICATION_USER" -w -X stream -c fast -R
setpriv --pdeathsig KILL postgres -D "$copy" -c "config_file=$CONF/postgresql.conf" -c "hba_file=$CONF/pg_hba.conf" -c "ident_file=$CONF/pg_ident.conf" \
    -c "port=$port" -c listen_addresses= -c "unix_socket_directories=$copy" -c primary_slot_name= > "$RUN/byhand.log" 2>&1 &

until [ "$(psql -h "$copy" -p "$port" -AtXc 'select status from pg_stat_wal_receiver' 2> /dev/null)" = streaming ]; do
    sleep 0.05
done
awk -v start="$start" -v end="$(date +%s.%N)" 'BEGIN { printf "%.2f\n", end - start }'
