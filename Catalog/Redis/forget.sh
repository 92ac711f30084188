#!/bin/sh
# This member of a cluster drops what it knows of PEER, which is gone. All of them do within a minute, or they would tell each
# other of it again.
set -eu
umask 077

. "$CONF/server.sh"

find_password
nodes=$(echo 'cluster nodes' | server | awk -v place="$PEER_HOST:$PORT@" 'index($2, place) == 1 { print $1 }')
for node in $nodes; do
    answer=$(echo "cluster forget $node" | server)
    [ "$answer" = OK ] || { printf 'the server keeps node %s: %s\n' "$node" "$answer" >&2; exit 1; }
done
