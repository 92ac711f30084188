#!/bin/sh
# Makes this standby a primary, with a timeline of its own. Does nothing on a primary.
set -eu
psql -AtqX -v ON_ERROR_STOP=1 -c 'select pg_promote(true, 50) where pg_is_in_recovery()' > /dev/null
test "$(psql -AtqX -c 'select pg_is_in_recovery()')" = f

# The others' slots, without which they can't follow: at once, and not by the next probe.
psql -AtqX -f "$CONF/probe.sql" > /dev/null
