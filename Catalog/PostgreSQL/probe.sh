#!/bin/sh
# Prints what the agent asks every second: ready, role, caught-up, lag, reason.

# The server writes its state into the eighth line of its lock file. Connecting before it says ready fills the log.
state=
if [ -f "$PGDATA/postmaster.pid" ] && [ "$(cat "$RUN/phase")" = starting ]; then
    state=$(sed -n '8{s/ *$//;p}' "$PGDATA/postmaster.pid")
fi

case $state in
ready | standby)
    if ! psql -AtqX -f "$CONF/probe.sql" 2> "$RUN/probe.err"; then
        printf 'ready=false\nreason=%s\n' "$(sed -n '1{s/^.*FATAL: *//;s/^psql: error: //;p}' "$RUN/probe.err")"
    fi
    ;;
starting) printf 'ready=false\nreason=it recovers from its log\n' ;;
stopping) printf 'ready=false\nreason=it shuts down\n' ;;
*) printf 'ready=false\nreason=%s\n' "$(cat "$RUN/phase")" ;;
esac
