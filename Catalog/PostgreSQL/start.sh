#!/bin/sh
# Starts this member in the foreground. Safe to run again whatever became of an earlier run.
set -eu
umask 077

say() {
    printf 'firecamp: %s\n' "$*" >&2
    printf '%s\n' "$*" > "$RUN/phase"
}

fail() {
    say "$*"
    exit 1
}

is_recovering() {
    psql -AtqX -c 'select pg_is_in_recovery()' "host=$1 port=$PGPORT user=$REPLICATION_USER dbname=postgres connect_timeout=2" 2> /dev/null
}

. "$CONF/place"
. "$CONF/log.sh"

# Every process of a member inherits this lock, so whoever gets it knows that nothing of an earlier run is left: no
# backend, no half-done copy. (An earlier run's children outlive it by the moment that they need to notice.)
exec 9> "$RUN/lock"
if ! flock -n 9; then
    say "waiting for the processes of an earlier run to end"
    flock -w 60 9 || fail "processes of an earlier run still hold $RUN/lock after 60 s; end them"
fi

# A volume that was filled with another's data. Of one that wrote meanwhile the copy beside its data counts (hold.sh); slots are for
# the other's standbys. The mark goes last, so that a start that ended half-way does this again.
volume=$(dirname "$PGDATA")
if [ -f "$volume/restored" ]; then
    say "taking over the data that its volume was filled with"
    if [ -d "$PGDATA.copy" ]; then
        rm -rf "$PGDATA"
        mv "$PGDATA.copy" "$PGDATA"
    fi
    if [ -n "$JOURNAL" ] && [ -d "$PGDATA/pg_wal" ] && [ ! -L "$PGDATA/pg_wal" ]; then
        rm -rf "$JOURNAL/wal"
        cp -a "$PGDATA/pg_wal" "$JOURNAL/wal"
        rm -rf "$PGDATA/pg_wal"
    fi
    rm -rf "$PGDATA.new" "$PGDATA.old" "$PGDATA.rewinding" "$PGDATA"/pg_replslot/* "$PGDATA/firecamp.archive"
    printf '%s-%.8s\n' "$(log_id)" "$(cat /proc/sys/kernel/random/uuid)" > "$PGDATA/firecamp.archive"
    [ ! -f "$volume/restored.log/until" ] || touch "$PGDATA/recovery.signal"
    [ -z "$JOURNAL" ] || rm -f "$JOURNAL/restored" "$JOURNAL/unfinished"
    sync "$volume"
    rm -f "$volume/restored"
fi
rm -rf "$PGDATA.copy"
rm -f "$RUN/log"
[ -f "$PGDATA/recovery.signal" ] || rm -rf "$volume/restored.log"

fresh=
if [ ! -f "$PGDATA/PG_VERSION" ]; then
    sh "$CONF/setup.sh"
    fresh=1
fi

# The volume may be seen at another path than before.
if [ -n "$JOURNAL" ] && [ "$(readlink "$PGDATA/pg_wal")" != "$JOURNAL/wal" ]; then
    ln -sfn "$JOURNAL/wal" "$PGDATA/pg_wal"
fi

# PostgreSQL takes any living process with the number in the lock file for a server, which after a reboot it may not be.
# We hold the lock above, so only a server that somebody started by hand can be in this folder.
if read -r pid 2> /dev/null < "$PGDATA/postmaster.pid"; then
    if [ "$(readlink "/proc/$pid/cwd" 2> /dev/null)" = "$(readlink -f "$PGDATA")" ]; then
        fail "process $pid, which FireCamp didn't start, already serves $PGDATA; stop it"
    fi
    rm -f "$PGDATA/postmaster.pid"
fi

# The lock on its socket has the same weakness. Even a killed server has its number for as long as its agent, which is
# frozen, doesn't take note of its end.
rm -f "$RUN"/.s.PGSQL.*

# A former primary follows only one that is primary already, which a switchover makes next, or else gives this one its role back.
if [ "$ROLE" = replica ] && [ -z "$fresh" ] && [ ! -f "$PGDATA/standby.signal" ] && [ ! -f "$PGDATA.rewinding" ]; then
    said=
    until [ "$ROLE" = primary ] || [ "$(is_recovering "$PRIMARY_HOST")" = f ]; do
        [ "$said" = "$PRIMARY_HOST" ] || say "it was the primary, and waits for $PRIMARY_HOST:$PGPORT to be it"
        said=$PRIMARY_HOST
        sleep 0.05
        . "$CONF/place"
    done
elif [ "$ROLE" = primary ] && [ -f "$PGDATA.rewinding" ]; then
    fail "its way back into the history of another primary was cut off, so it can't be one: make it a replica, or restore it"
fi

set -- -D "$PGDATA" -c "config_file=$CONF/postgresql.conf" -c "hba_file=$CONF/pg_hba.conf" -c "ident_file=$CONF/pg_ident.conf"

if [ "$ROLE" = replica ]; then
    . "$CONF/follow.sh"
elif [ -f "$PGDATA/standby.signal" ] || [ -f "$PGDATA/recovery.signal" ]; then
    # It was a standby and is the primary from now on: recovery to the end of the log it has, then a timeline of its own.
    say "becoming the primary"
    touch "$PGDATA/recovery.signal"
    rm -f "$PGDATA/standby.signal"
    if [ -f "$volume/restored.log/until" ]; then
        . "$CONF/recover.sh"
    else
        set -- "$@" -c restore_command=false -c recovery_target_timeline=latest
    fi
fi

say "starting"
exec postgres "$@"
