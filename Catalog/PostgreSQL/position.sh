#!/bin/sh
# Writes how much of the primary's log this standby has, and how far the primary was when it last said so (probe.sql): in bytes from the log's
# beginning.
set -eu

told=
[ ! -f "$RUN/told" ] || read -r told < "$RUN/told" || true
psql -AtqX -v ON_ERROR_STOP=1 -v told="${told:-0/0}" << 'END'
select format('position=%s', pg_wal_lsn_diff(
    case when pg_is_in_recovery() then greatest(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn()) else pg_current_wal_lsn() end, '0/0'));
select format('primary=%s', pg_wal_lsn_diff(told, '0/0'))
from (select greatest(:'told'::pg_lsn, (select latest_end_lsn from pg_stat_wal_receiver)) as told) last
where told > '0/0';
END
