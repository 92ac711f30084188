#!/bin/sh
# Ends with an error, and says why, when the server doesn't run with what live.conf says.
set -eu
umask 077

. "$CONF/server.sh"

# Redis has its own way to write down events, and may lower maxclients to what the system lets it have open: it says so itself.
wanted=$(sed -e '/^#/d' -e '/^notify-keyspace-events /d' -e '/^maxclients /d' -e 's/"//g' "$CONF/live.conf")

find_password
refused=$(printf '%s\n' "$wanted" | while read -r name value; do
    answer=$(printf 'config get %s\n' "$name" | server | sed 1d)
    [ "$answer" = "$value" ] || printf '%s is %s, not %s\n' "$name" "$answer" "$value"
done)
if [ -n "$refused" ]; then
    printf '%s\n' "$refused" >&2
    exit 1
fi
