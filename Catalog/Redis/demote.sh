#!/bin/sh
# Keeps this primary from taking writes: they wait for a while, and are refused from then on, until reload.sh makes it a replica or gives it its
# role back. Writes what a replica must have got: the data's id and the offset in its stream.
set -eu
umask 077

. "$CONF/server.sh"

find_password
if [ "$(printf 'role\n' | server | head -n 1)" != master ]; then
    printf 'it is a replica, and no primary that could end\n' >&2
    exit 1
fi

# No member ever has so many replicas. The pause comes first: what is refused fails at once in clients that could have waited.
answers=$(printf 'client pause 10000 write\nconfig set min-replicas-to-write 1000000\n' | server)
if [ "$(printf '%s\n' "$answers" | tr '\n' ' ')" != 'OK OK ' ]; then
    printf '%s\n' "$answers" >&2
    exit 1
fi
replication
printf '%s %s\n' "$(field master_replid)" "$(field master_repl_offset)"
