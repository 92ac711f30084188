#!/bin/sh
# A replica that began with a copied snapshot writes append-only files from now on. Does nothing on any other.
set -eu
umask 077

[ -f "$DATA/copy" ] || exit 0
. "$CONF/server.sh"

field() {
    printf 'info persistence\n' | server | tr -d '\r' | sed -n "s/^$1://p"
}

find_password
if [ "$APPEND_ONLY" = true ]; then
    printf 'config set appendonly yes\n' | server > /dev/null
    until [ "$(field aof_rewrite_in_progress)$(field aof_rewrite_scheduled)" = 00 ]; do
        sleep 0.05
    done
    if [ "$(field aof_last_bgrewrite_status)" != ok ] || [ ! -d "$DATA/appendonlydir" ]; then
        printf 'the server could not write its append-only files: see its log\n' >&2
        exit 1
    fi
fi
rm -f "$DATA/copy"
