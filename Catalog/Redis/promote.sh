#!/bin/sh
# Makes this replica a primary. Does nothing on a primary.
set -eu
umask 077

. "$CONF/server.sh"

find_password
answer=$(printf 'replicaof no one\n' | server)
if [ "$answer" != OK ]; then
    printf '%s\n' "$answer" >&2
    exit 1
fi
