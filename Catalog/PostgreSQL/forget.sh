#!/bin/sh
# The primary keeps no log for PEER any more, which is gone. Does nothing on a standby.
set -eu
slot=$(printf '%s' "$PEER" | tr 'A-Z-' 'a-z_')
ask() {
    psql -AtqX -v ON_ERROR_STOP=1 -v slot="$slot"
}

[ "$(echo 'select pg_is_in_recovery()' | ask)" = f ] || exit 0
# The server may take a moment to notice that a standby's connection has ended.
echo "select count(pg_terminate_backend(active_pid)) from pg_replication_slots where slot_name = :'slot' and active" | ask > /dev/null
until [ "$(echo "select count(*) from pg_replication_slots where slot_name = :'slot' and active" | ask)" = 0 ]; do
    sleep 0.05
done
echo "select count(pg_drop_replication_slot(slot_name)) from pg_replication_slots where slot_name = :'slot'" | ask > /dev/null
