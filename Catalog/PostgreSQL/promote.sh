#!/bin/sh
# Makes this standby a primary, with a timeline of its own. Does nothing on a primary.
set -eu
psql -AtqX -v ON_ERROR_STOP=1 -c 'select pg_promote(true, 50) where pg_is_in_recovery()' > /dev/null
test "$(psql -AtqX -c 'select pg_is_in_recovery()')" = f

# A former primary that has more than this one can go back only once there is a checkpoint on the new timeline. It is asked for, not waited for.
psql -AtqX -c "set statement_timeout = '100ms'" -c checkpoint > /dev/null 2>&1 || true

# The others' slots, without which they can't follow: at once, and not by the next probe.
psql -AtqX -v run="$RUN" -f "$CONF/probe.sql" > /dev/null
