#!/bin/sh
# Ends the primary cleanly, so that every standby that follows it gets all of its log, and writes where to look for the log's end: position and
# timeline of a checkpoint. Its files say already that it is a replica, so it comes back and waits for the new primary. Run again then, it
# writes where its last checkpoint is.
set -eu

control() {
    printf '%s\n' "$data" | sed -n "s/^$1: *//p"
}

if answer=$(psql -AtqX -F ' ' -v ON_ERROR_STOP=1 -c 'select pg_is_in_recovery()' 2> /dev/null); then
    if [ "$answer" = t ]; then
        printf 'it is a standby, and no primary that could end\n' >&2
        exit 1
    fi
    psql -AtqX -v ON_ERROR_STOP=1 -c checkpoint
    psql -AtqX -F ' ' -v ON_ERROR_STOP=1 -c 'select checkpoint_lsn, timeline_id from pg_control_checkpoint()'
    kill -INT "$(head -n 1 "$PGDATA/postmaster.pid")"
    exit
fi

data=$(pg_controldata "$PGDATA")
while [ "$(control 'Database cluster state')" = 'shutting down' ]; do
    sleep 0.05
    data=$(pg_controldata "$PGDATA")
done
if [ "$(control 'Database cluster state')" != 'shut down' ]; then
    printf 'it has not ended in order (%s), so standbys may lack what it wrote last\n' "$(control 'Database cluster state')" >&2
    exit 1
fi
printf '%s %s\n' "$(control 'Latest checkpoint location')" "$(control "Latest checkpoint's TimeLineID")"
