#!/bin/sh
# Gives the user root the password that this member's files have now. The members share it.
set -eu
umask 077

. "$CONF/ask.sh"

log_in "$HOST" || { echo "firecamp: root's password is none of those that this member knows" >&2; exit 1; }
said=$(ask "$HOST" auth/user/changepw < "$CONF/root.json") || { printf 'firecamp: %s\n' "$said" >&2; exit 1; }
copy "$CONF/root.json" "$RUN/root.new"
