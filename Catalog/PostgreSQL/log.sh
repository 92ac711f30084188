# Sourced: what the archive of this member's log is called, and where the log goes on from a copy of its data.

# Data that was restored has the identifier of the database that it comes from, and a history of its own from there on.
log_id() {
    cat "$PGDATA/firecamp.archive" 2> /dev/null || pg_controldata "$PGDATA" | sed -n 's/^Database system identifier: *//p'
}

# Notes, in a file that is copied with the data, that the copy needs the log from segment $1 on and can be brought to moments from $2 on.
log_note() {
    printf 'archive=%s\ntimeline=%.8s\nsegment=%s\nfrom=%s\n' "$(log_id)" "$1" "$1" "$2" > "$RUN/log"
}
