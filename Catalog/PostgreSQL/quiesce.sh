#!/bin/sh
# Keeps this standby's volumes as they are until resume.sh runs: replay is paused, and what was replayed is on the volume.
# Clients go on reading, and the log goes on coming in. When this is killed its session ends, and probe.sh sets the replay going.
set -eu
. "$CONF/place"

# What clients were told is written is in the copy: the primary commits, and the standby waits for that. Only the end of a record will
# do, for what is on disk may end within one that is finished much later. Where the primary doesn't answer, what this one heard of counts.
told=$(PGOPTIONS='-c synchronous_commit=local' psql -AtqX -c 'select case when txid_current() > 0 then pg_current_wal_insert_lsn() end' \
    "host=$PRIMARY_HOST port=$PGPORT user=$REPLICATION_USER dbname=postgres connect_timeout=2" 2> /dev/null) || told=
exec psql -AtqX -v ON_ERROR_STOP=1 -v "told=$told" -f "$CONF/quiesce.sql"
