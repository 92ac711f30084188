#!/bin/sh
# The primary keeps its log for the standby PEER from now on. Does nothing on a standby. The lock is that of probe.sql.
set -eu
slot=$(printf '%s' "$PEER" | tr 'A-Z-' 'a-z_')
exec psql -AtqX -v ON_ERROR_STOP=1 -v slot="$slot" << 'END'
select pg_is_in_recovery() as standby \gset
\if :standby
\q
\endif
select pg_advisory_lock(7018801) is not null as ours \gset
select count(pg_create_physical_replication_slot(:'slot', true)) as made
where not exists (select from pg_replication_slots where slot_name = :'slot') \gset
END
