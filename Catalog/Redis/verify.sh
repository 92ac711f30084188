#!/bin/sh
# Looks at what is on the disk with Redis's own tools, which read all of it, and asks the server whether it has data.
set -eu

. "$CONF/server.sh"

find_password
if [ -d "$DATA/appendonlydir" ]; then
    "$PROGRAM-check-aof" "$DATA/appendonlydir/appendonly.aof.manifest" >&2
elif [ -s "$DATA/dump.rdb" ]; then
    "$PROGRAM-check-rdb" "$DATA/dump.rdb" >&2
fi
case $(printf 'dbsize\n' | server) in
*[!0-9]* | "") printf 'the server does not say how many keys it has\n' >&2 && exit 1 ;;
esac
