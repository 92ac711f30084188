#!/bin/sh
# Makes this member, which has the ensemble's data, one that votes. Does nothing where it is one.
set -eu
umask 077

. "$CONF/ensemble.sh"

# shellcheck disable=SC2086 # one argument each
serving=$(serving_among $OTHER_HOSTS)
[ -n "$serving" ] || fail "no other member of the ensemble serves"
own=$(sed -n "/^server\.$ID=/p" "$CONF/ensemble")

# shellcheck disable=SC2086
answer=$(printf '%s\n' config "reconfig -add $own" config | client $serving)
printf '%s\n' "$answer" | grep -qF "$own" || fail "the ensemble doesn't take this member: $answer"
