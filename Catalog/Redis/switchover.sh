#!/bin/sh
# Makes this member of a cluster the primary of its shard: its primary holds writes until this one has them all. Does nothing on a primary.
set -eu
umask 077

. "$CONF/server.sh"

is_primary() {
    [ "$(printf 'role\n' | server | head -n 1)" = master ]
}

find_password
until is_primary; do
    # Redis gives an attempt up after 5 s.
    answer=$(printf 'cluster failover\n' | server)
    if [ "$answer" != OK ]; then
        is_primary && exit
        printf '%s\n' "$answer" >&2
        exit 1
    fi
    left=300
    until is_primary || [ "$left" = 0 ]; do
        left=$((left - 1))
        sleep 0.02
    done
done
