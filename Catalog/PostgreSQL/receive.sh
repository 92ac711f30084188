#!/bin/sh
# Ends once this standby has all that the former primary wrote: the last record of its log is the checkpoint by which that one ended. HANDOVER is
# what demote.sh wrote.
set -eu
position=${HANDOVER% *}
timeline=${HANDOVER#* }

until pg_waldump -p "$PGDATA/pg_wal" -t "$timeline" -s "$position" 2> /dev/null | tail -n 1 | grep -q CHECKPOINT_SHUTDOWN; do
    sleep 0.02
done
