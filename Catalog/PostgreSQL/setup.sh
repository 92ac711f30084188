#!/bin/sh
# Makes the data folder of a member that has none: a primary's by initdb, a standby's as a copy of its primary's. It is
# built beside its place and renamed once it is whole and on disk, so a run that ended half-way is simply run again.
# start.sh calls this under the member's lock.
set -eu
umask 077

new=$PGDATA.new
old=$PGDATA.old
volume=$(dirname "$PGDATA")
slot=$(printf '%s' "$MEMBER" | tr 'A-Z-' 'a-z_')

say() {
    printf 'firecamp: %s\n' "$*" >&2
    printf '%s\n' "$*" > "$RUN/phase"
}

fail() {
    say "$*"
    exit 1
}

. "$CONF/place"

# A long copy must not outlive its member, for it holds the member's lock.
tied() {
    if setpriv --pdeathsig KILL true 2> /dev/null; then
        setpriv --pdeathsig KILL "$@"
    else
        "$@"
    fi
}

on_primary() {
    psql -AtqX -v ON_ERROR_STOP=1 -c "$1" "host=$PRIMARY_HOST port=$PGPORT user=$REPLICATION_USER dbname=postgres connect_timeout=5"
}

clear_unfinished() {
    rm -rf "$new"
    if [ -n "$JOURNAL" ]; then
        # Without the mark of an unfinished setup, this log belongs to a data folder that has gone missing.
        if [ -e "$JOURNAL/wal" ] && [ ! -e "$JOURNAL/unfinished" ]; then
            fail "the journal volume holds the log of a data folder that isn't in $volume: is this the right data volume? If the data is meant to be gone, remove $JOURNAL/wal"
        fi
        touch "$JOURNAL/unfinished"
        rm -rf "$JOURNAL/wal"
    fi
}

initialize() {
    # A member that serves has the service's data. An empty primary beside it would be a second, rival history.
    for host in $OTHER_HOSTS; do
        code=0
        pg_isready -q -h "$host" -p "$PGPORT" -t 1 || code=$?
        if [ "$code" -le 1 ]; then
            fail "this primary's data is gone, but the standby at $host has a copy: promote that one, or stop it to start anew without data"
        fi
    done

    say "making a new database"
    set -- -D "$new" -U postgres --pwfile="$CONF/superuser.password" -A scram-sha-256 -E UTF8 --locale="$LOCALE" -k -N
    [ -z "$JOURNAL" ] || set -- "$@" -X "$JOURNAL/wal"
    tied initdb "$@" > /dev/null
    tied postgres --single -F -D "$new" -c exit_on_error=on -c log_min_error_statement=panic postgres < "$CONF/roles.sql" > /dev/null
    tied initdb -S -D "$new" > /dev/null
}

copy() {
    if ! pg_isready -q -h "$PRIMARY_HOST" -p "$PGPORT" -t 3; then
        say "waiting for the primary at $PRIMARY_HOST:$PGPORT, to copy its data"
        # Making a new primary's data takes longer than this, and asking all the while slows it down.
        sleep 0.5
        until pg_isready -q -h "$PRIMARY_HOST" -p "$PGPORT" -t 3; do
            sleep 0.1
        done
    fi

    say "copying the primary's data from $PRIMARY_HOST:$PGPORT"
    # The primary's probe makes missing slots too, under the same lock.
    on_primary "select pg_advisory_xact_lock(7018801);
        select pg_drop_replication_slot(slot_name) from pg_replication_slots
            where slot_name = '$slot' and not active and restart_lsn is null;
        select pg_create_physical_replication_slot('$slot', true)
            where not exists (select from pg_replication_slots where slot_name = '$slot')" > /dev/null
    set -- -D "$new" -h "$PRIMARY_HOST" -p "$PGPORT" -U "$REPLICATION_USER" -w -X stream -S "$slot" -c fast
    [ -z "$JOURNAL" ] || set -- "$@" --waldir="$JOURNAL/wal"
    tied pg_basebackup "$@"
    touch "$new/standby.signal"
}

if [ "$ROLE" = primary ] && [ -d "$old" ]; then
    # It was to be copied afresh as a standby and became the primary before that was done.
    rm -rf "$new"
    if [ -n "$JOURNAL" ] && [ -d "$JOURNAL/wal.old" ]; then
        rm -rf "$JOURNAL/wal"
        mv "$JOURNAL/wal.old" "$JOURNAL/wal"
    fi
    mv "$old" "$PGDATA"
    exit
fi

clear_unfinished
if [ "$ROLE" = replica ]; then
    copy
else
    initialize
fi

mv "$new" "$PGDATA"
sync "$volume"
rm -rf "$old"
if [ -n "$JOURNAL" ]; then
    rm -rf "$JOURNAL/unfinished" "$JOURNAL/wal.old"
fi
