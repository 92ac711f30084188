# Sourced by start.sh: makes the data folder one that follows the primary, and adds what this run needs to "$@".

slot=$(printf '%s' "$MEMBER" | tr 'A-Z-' 'a-z_')
primary="host=$PRIMARY_HOST port=$PGPORT user=$REPLICATION_USER dbname=postgres connect_timeout=2"

ask_primary() {
    psql -AtqX -c "$1" "$primary" 2> /dev/null
}

identity() {
    pg_controldata "$PGDATA" | sed -n 's/^Database system identifier: *//p'
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

# The primary's own identity and this standby's slot; nothing where the primary can't be asked. Then this one starts
# with what it has, serves reads, and follows when the primary comes.
if [ -n "$fresh" ]; then
    : # A copy that was made just now is the primary's.
elif answer=$(ask_primary "select system_identifier || ' ' || coalesce((select case when wal_status = 'lost' then 'lost' end
    from pg_replication_slots where slot_name = '$slot'), 'kept') from pg_control_system()"); then
    if [ "${answer% *}" != "$(identity)" ]; then
        fail "the primary at $PRIMARY_HOST:$PGPORT has another database than this standby: is its data gone? This standby keeps its copy"
    elif [ -f "$PGDATA.rewinding" ]; then
        say "an earlier rewind was cut off"
        copy_afresh
    elif [ ! -f "$PGDATA/standby.signal" ]; then
        say "it was a primary: going back to where the new primary's history parts from its own"
        touch "$PGDATA.rewinding"
        if pg_rewind -D "$PGDATA" --source-server="$primary" --no-sync; then
            initdb -S -D "$PGDATA" > /dev/null
            rm -f "$PGDATA.rewinding"
        else
            copy_afresh
        fi
    elif [ "${answer#* }" = lost ]; then
        say "it was away for so long that the primary no longer has the log it needs"
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
