#!/bin/sh
# Ends once this replica has all that the former primary wrote. HANDOVER is what demote.sh wrote.
set -eu
umask 077

. "$CONF/server.sh"

has_all() {
    replication
    [ "$(field master_replid)" = "${HANDOVER% *}" ] && [ "$(field slave_repl_offset)" -ge "${HANDOVER#* }" ]
}

find_password
until has_all; do
    sleep 0.02
done
