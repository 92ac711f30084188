#!/bin/sh
# Prints what the agent asks every second: ready, role, caught-up, lag, reason.

# It runs often while others make their data on the same machine: until there is a server to ask it starts no process.
phase=
read -r phase < "$RUN/phase" || true

# The server writes its state into the eighth line of its lock file. Connecting before it says ready fills the log.
state=
if [ "$phase" = starting ] && [ -f "$PGDATA/postmaster.pid" ]; then
    while read -r line; do
        state=$line
    done < "$PGDATA/postmaster.pid"
fi

# A server that brings its data forward lets nobody in.
if [ "$state" = standby ] && [ -d "${PGDATA%/*}/restored.log" ]; then
    state=forward
fi

case $state in
ready | standby)
    if [ -p "$RUN/resume" ]; then
        psql -AtqX -f "$CONF/abandoned.sql" > /dev/null 2>&1 || true
    fi
    if ! psql -AtqX -v run="$RUN" -f "$CONF/probe.sql" 2> "$RUN/probe.err"; then
        printf 'ready=false\nreason=%s\n' "$(sed -n '1{s/^.*FATAL: *//;s/^psql: error: //;p}' "$RUN/probe.err")"
    fi
    ;;
forward) printf 'ready=false\nreason=it brings its data forward by the archived log\n' ;;
starting) printf 'ready=false\nreason=it recovers from its log\n' ;;
stopping) printf 'ready=false\nreason=it shuts down\n' ;;
*) printf 'ready=false\nreason=%s\n' "$phase" ;;
esac
