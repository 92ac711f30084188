#!/bin/sh
# Makes the data folder of a member that has none, beside its place, and renames it once it is whole: so a run that ended half-way
# is simply run again. A replica gets the primary's writes by replication where the primary still has all of its logs, and a dump
# of its data first where it hasn't. Arguments: those that the server needs.
set -eu
umask 077

. "$CONF/place"
. "$CONF/local.sh"

new=$DATA.new
volume=$(dirname "$DATA")
logs=${JOURNAL:-$volume/logs}
temporary=

# Waits for the server that is used while the folder is made, and lets the named account in.
await_temporary() {
    until "$client" --no-defaults --socket="$RUN/mysqld.sock" --user="$1" -e 'select 1' > /dev/null 2>&1; do
        kill -0 "$temporary" 2> /dev/null || { cat "$RUN/setup.log" >&2; fail "the new database doesn't start"; }
        sleep 0.1
    done
}

end_temporary() {
    if [ -n "$temporary" ]; then
        kill "$temporary" 2> /dev/null || true
        wait "$temporary" || true
        temporary=
    fi
}
trap end_temporary EXIT

if [ -n "$JOURNAL" ] && [ -e "$logs/binlog.index" ] && [ ! -e "$logs/unfinished" ]; then
    fail "the journal volume holds the logs of a data folder that isn't in $volume: is this the right data volume? If the data is meant to be gone, empty $JOURNAL"
fi
mkdir -p "$logs"
touch "$logs/unfinished"
rm -rf "$new" "$new.sql"
find "$logs" -mindepth 1 ! -name unfinished ! -name lost+found -delete

if [ "$ROLE" = primary ]; then
    # A member that has data has the service's. An empty primary beside it would be a second, rival history.
    for host in $OTHER_HOSTS; do
        if theirs=$(ask_at "$host" -N -e "$executed" 2> /dev/null) && [ -n "$theirs" ]; then
            fail "this primary's data is gone, but the replica at $host has a copy: promote that one, or stop it to start anew without data"
        fi
    done
fi

say "making a new database"
set -- "$@" --datadir="$new" --innodb-log-group-home-dir="$new" --skip-log-bin --loose-gtid-mode=OFF --loose-enforce-gtid-consistency=OFF
if [ "$FLAVOUR" = mariadb ]; then
    # Until its privileges are read it runs without accounts. The one of the user that it runs as logs in over the socket.
    { printf 'FLUSH PRIVILEGES;\n'; cat "$CONF/accounts.sql"; } > "$RUN/setup.sql"
    mariadb-install-db "$@" --auth-root-authentication-method=socket --auth-root-socket-user="$(id -un)" --skip-test-db \
        --extra-file="$RUN/setup.sql" > "$RUN/setup.log" 2>&1 || { cat "$RUN/setup.log" >&2; fail "no new database could be made"; }
    rm -f "$RUN/setup.sql"
else
    "$server" "$@" --initialize-insecure 2> "$RUN/setup.log" || { cat "$RUN/setup.log" >&2; fail "no new database could be made"; }
fi

# The first of a primary's logs that is left: with number one nothing is missing.
first=1
if [ "$ROLE" = replica ]; then
    until first=$(ask_at "$PRIMARY_HOST" -N -e 'show binary logs' 2> /dev/null | sed -n '1s/[^0-9]*0*\([0-9]*\).*/\1/p') && [ -n "$first" ]; do
        [ -n "${waits:-}" ] || say "waiting for the primary at $PRIMARY_HOST:$PORT"
        waits=1
        sleep 0.1
    done
fi

if [ "$FLAVOUR" = mysql ] || [ "$first" != 1 ]; then
    set -- "$@" --skip-networking --read-only=OFF --loose-super-read-only=OFF --loose-skip-slave-start=ON --loose-skip-replica-start=ON
    [ "$first" = 1 ] || set -- "$@" --loose-gtid-mode=ON --loose-enforce-gtid-consistency=ON
    "$server" "$@" 2> "$RUN/setup.log" &
    temporary=$!
    if [ "$FLAVOUR" = mysql ]; then
        await_temporary root
        {
            cat "$CONF/accounts.sql"
            printf "CREATE USER '%s'@'localhost' IDENTIFIED WITH auth_socket;\n" "$(id -un)"
            printf "GRANT ALL PRIVILEGES ON *.* TO '%s'@'localhost' WITH GRANT OPTION;\nDROP USER 'root'@'localhost';\n" "$(id -un)"
        } | "$client" --no-defaults --socket="$RUN/mysqld.sock" --user=root
    fi
    if [ "$first" != 1 ]; then
        say "copying the primary's data from $PRIMARY_HOST:$PORT"
        await_temporary "$(id -un)"
        if [ "$FLAVOUR" = mariadb ]; then
            set -- --gtid --master-data=1
        else
            set -- --set-gtid-purged=ON
        fi
        "$dump" --defaults-file="$CONF/client.cnf" --protocol=tcp --host="$PRIMARY_HOST" --all-databases --single-transaction --routines \
            --events --triggers "$@" > "$new.sql"
        ask < "$new.sql"
        rm -f "$new.sql"
    fi
    end_temporary
fi

# Where the server will look for its redo log.
for log in "$new"/ib_logfile* "$new/#innodb_redo"; do
    [ ! -e "$log" ] || mv "$log" "$logs/"
done
printf '%s\n' "$MEMBER" > "$new/firecamp-member"
sync "$volume"
mv "$new" "$DATA"
rm -f "$logs/unfinished"
