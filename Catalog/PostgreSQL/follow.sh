# Sourced by start.sh: makes the data folder one that follows the primary, and adds what this run needs to "$@".

slot=$(printf '%s' "$MEMBER" | tr 'A-Z-' 'a-z_')
primary="host=$PRIMARY_HOST port=$PGPORT user=$REPLICATION_USER dbname=postgres connect_timeout=2"

ask_primary() {
    psql -AtqX -c "$1" "$primary" 2> /dev/null
}

control() {
    pg_controldata "$PGDATA" | sed -n "s/^$1: *//p"
}

# Whether this standby has log that the primary, which is on the timeline that is given, never had: another was promoted while this one didn't answer.
# It could neither follow nor say so; a record at the point where the primary's history leaves its own timeline tells.
has_parted() {
    own=$(control "Latest checkpoint's TimeLineID")
    reached=$(control "Min recovery ending loc's timeline")
    [ "$reached" -le "$own" ] || own=$reached
    [ "$own" -lt "$1" ] || return 1
    fork=$(psql -AtqX -c "TIMELINE_HISTORY $1" "$primary replication=true" 2> /dev/null \
        | sed 's/^[0-9A-F]*[.]history|//' | awk -v own="$own" '$1 == own { print $2 }')
    [ -n "$fork" ] && pg_waldump -p "$PGDATA/pg_wal" -t "$own" -s "$fork" -n 1 > /dev/null 2>&1
}

# pg_rewind goes by the timeline of the primary's last checkpoint, and before the first on its new timeline finds nothing to do.
await_checkpoint() {
    until reached=$(ask_primary "select timeline_id from pg_control_checkpoint()") && [ "$reached" -ge "$1" ]; do
        [ -n "$reached" ] || fail "the new primary at $PRIMARY_HOST:$PGPORT doesn't answer any more"
        [ -n "${waits:-}" ] || say "waiting for the first checkpoint of the new primary at $PRIMARY_HOST:$PGPORT"
        waits=1
        sleep 0.1
    done
}

# The old copy stays until the new one is whole: setup.sh removes it then.
copy_afresh() {
    if [ -n "$JOURNAL" ]; then
        touch "$JOURNAL/unfinished"
        rm -rf "$JOURNAL/wal.old"
        mv "$JOURNAL/wal" "$JOURNAL/wal.old"
    fi
    rm -rf "$PGDATA.old"
    mv "$PGDATA" "$PGDATA.old"
    rm -f "$PGDATA.rewinding"
    sh "$CONF/setup.sh"
}

# The primary's own identity, its timeline and this standby's slot; nothing where the primary can't be asked. Then this one starts
# with what it has, serves reads, and follows when the primary comes.
if [ -n "$fresh" ]; then
    : # A copy that was made just now is the primary's.
elif answer=$(ask_primary "select system_identifier || ' '
    || case when pg_is_in_recovery() then 0 else ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::int end || ' '
    || coalesce((select case when wal_status = 'lost' then 'lost' end from pg_replication_slots where slot_name = '$slot'), 'kept')
    from pg_control_system()"); then
    timeline=${answer#* }
    timeline=${timeline% *}
    if [ "${answer%% *}" != "$(control 'Database system identifier')" ]; then
        fail "the primary at $PRIMARY_HOST:$PGPORT has another database than this standby: is its data gone? This standby keeps its copy"
    elif [ -f "$PGDATA.rewinding" ]; then
        say "an earlier rewind was cut off"
        copy_afresh
    elif [ ! -f "$PGDATA/standby.signal" ]; then
        if [ "$(control 'Database cluster state')" != 'shut down' ] || has_parted "$timeline"; then
            await_checkpoint "$timeline"
        fi
        say "it was a primary: going back to where the new primary's history parts from its own"
        touch "$PGDATA.rewinding"
        if pg_rewind -D "$PGDATA" --source-server="$primary" --no-sync; then
            initdb -S -D "$PGDATA" > /dev/null
            rm -f "$PGDATA.rewinding"
        else
            copy_afresh
        fi
    elif [ "${answer##* }" = lost ]; then
        say "it was away for so long that the primary no longer has the log it needs"
        copy_afresh
    elif has_parted "$timeline"; then
        say "it has what the new primary never got: another was promoted while it was away"
        copy_afresh
    fi
elif [ -f "$PGDATA.rewinding" ] || [ ! -f "$PGDATA/standby.signal" ]; then
    fail "this former primary can't become a standby before the new primary at $PRIMARY_HOST:$PGPORT answers"
fi

rm -f "$PGDATA/recovery.signal"
touch "$PGDATA/standby.signal"

# A standby must allow at least what its primary allowed when it wrote the log that is yet to be replayed.
control=$(pg_controldata "$PGDATA")
for setting in max_connections max_wal_senders; do
    needed=$(printf '%s\n' "$control" | sed -n "s/^$setting setting: *//p")
    if [ "$needed" -gt "$(sed -n "s/^$setting = //p" "$CONF/postgresql.conf")" ]; then
        set -- "$@" -c "$setting=$needed"
    fi
done
