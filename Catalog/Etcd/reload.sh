#!/bin/sh
# Keeps the password that root has beside the one it will have: rotate.sh, on whichever member leads, needs both.
set -eu
umask 077

. "$CONF/ask.sh"

if log_in "$HOST"; then
    copy "$login" "$RUN/root.old"
fi
copy "$CONF/root.json" "$RUN/root.new"
