#!/bin/sh
# Starts this member in the foreground. Safe to run again whatever became of an earlier run.
set -eu
umask 077

. "$CONF/place"
. "$CONF/local.sh"

# Every process of a member inherits this lock, so whoever gets it knows that nothing of an earlier run is left.
exec 9> "$RUN/lock"
if ! flock -n 9; then
    say "waiting for the processes of an earlier run to end"
    flock -w 60 9 || fail "processes of an earlier run still hold $RUN/lock after 60 s; end them"
fi
rm -f "$RUN"/mysqld.sock* "$RUN/mysqld.pid"

found=$("$server" --no-defaults --version | sed 's/^.* Ver //')
case $found in
"$VERSION".*) ;;
*) fail "the $server on this node is $found, and the service wants $VERSION" ;;
esac

# What is unpacked beside the system's own packages has its files elsewhere than where the server was made for.
set -- --defaults-file="$CONF/my.cnf"
unpacked=$(dirname "$(dirname "$(command -v "$server")")")/root
if [ -d "$unpacked/usr/share" ]; then
    for share in "$unpacked/usr/share/mysql" "$unpacked/usr/share/mariadb"; do
        [ ! -d "$share" ] || set -- "$@" --lc-messages-dir="$share" --character-sets-dir="$share/charsets"
    done
    [ ! -d "$unpacked/usr/lib/mysql/plugin" ] || set -- "$@" --plugin-dir="$unpacked/usr/lib/mysql/plugin"
fi

if [ ! -d "$DATA/mysql" ]; then
    sh "$CONF/setup.sh" "$@"
fi

# A folder that was copied from another member's volume is that one's but for this: the server makes itself a new name.
owner=$(cat "$DATA/firecamp-member" 2> /dev/null || true)
if [ "$owner" != "$MEMBER" ]; then
    rm -f "$DATA/auto.cnf"
    printf '%s\n' "$MEMBER" > "$DATA/firecamp-member"
fi

# Only the primary takes writes.
if [ "$ROLE" = primary ]; then
    set -- "$@" --read-only=OFF
elif [ "$FLAVOUR" = mariadb ]; then
    set -- "$@" --read-only=ON
else
    set -- "$@" --read-only=ON --super-read-only=ON
fi
[ "$ROLE" = replica ] || set -- "$@" --loose-skip-slave-start=ON --loose-skip-replica-start=ON

say "starting"
exec "$server" "$@"
