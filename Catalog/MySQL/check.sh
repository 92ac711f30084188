#!/bin/sh
# Ends with an error, and says why, when the server doesn't run with what live.cnf says.
set -eu

. "$CONF/local.sh"

refused=$(sed -n -e 's/^loose_//' -e 's/^default_time_zone = /time_zone = /' -e 's/^\([a-z_]*\) = "\{0,1\}\([^"]*\)"\{0,1\}$/\1 \2/p' "$CONF/live.cnf" \
    | while read -r name value; do
        answer=$(ask -N -e "select @@global.$name" < /dev/null)
        # Modes come in the server's own order.
        [ "$name" != sql_mode ] || { answer=$(printf '%s' "$answer" | tr , '\n' | sort); value=$(printf '%s' "$value" | tr , '\n' | sort); }
        [ "$answer" = "$value" ] || printf '%s is %s, not %s\n' "$name" "$answer" "$value"
    done)
if [ -n "$refused" ]; then
    printf '%s\n' "$refused" >&2
    exit 1
fi
