#!/bin/sh
# Writes how far in its primary's stream this replica is, in bytes. One that was in the midst of copying the primary's data has neither the old nor
# the new.
set -eu
umask 077

. "$CONF/server.sh"

find_password
replication
if [ "$(field master_sync_in_progress)" = 1 ]; then
    printf 'it has only a part of the data of its primary, which it was copying\n' >&2
    exit 1
fi
if [ "$(field role)" = master ]; then
    printf 'position=%s\n' "$(field master_repl_offset)"
else
    printf 'position=%s\n' "$(field slave_repl_offset)"
fi
