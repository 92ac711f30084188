#!/bin/sh
# The member PEER votes no more. Does nothing where it doesn't.
set -eu
umask 077

. "$CONF/ensemble.sh"

# `config` prints a line for each member and then the version.
id=$((PEER_ORDINAL + 1))
answer=$(printf '%s\n' "reconfig -remove $id" config | client "$HOST")
members=$(printf '%s\n' "$answer" | awk '/^server\./ { some = some $0 "\n" } /^version=/ { last = some; some = "" } END { printf "%s", last }')
[ -n "$members" ] || fail "the ensemble doesn't answer: $answer"
if printf '%s\n' "$members" | grep -q "^server\.$id="; then
    fail "the ensemble doesn't let $PEER go: $answer"
fi
