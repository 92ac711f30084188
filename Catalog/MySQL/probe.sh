#!/bin/sh
# Prints what the agent asks every second: ready, role, caught-up, reason. A replica that doesn't follow the primary that its
# files name is made to: after its first start, and when another member has become the primary.
set -u

. "$CONF/place"
. "$CONF/local.sh"

phase=
[ ! -f "$RUN/phase" ] || read -r phase < "$RUN/phase" || true
if [ ! -S "$RUN/mysqld.sock" ]; then
    printf 'ready=false\nreason=%s\n' "$phase"
    exit
fi

if ! status=$(ask -E -e "select @@read_only as refuses; $executed as executed; show replica status" 2> "$RUN/probe.err"); then
    printf 'ready=false\nreason=%s: %s\n' "$phase" "$(sed -n '1s/^ERROR [^:]*: //p' "$RUN/probe.err")"
    exit
fi

# Vertical output without names of columns is a line a value: so names are asked for.
field() {
    printf '%s\n' "$status" | sed -n "s/^ *$1: *//p" | head -n 1
}

if [ "$ROLE" = primary ]; then
    printf 'role=primary\ncaught-up=true\n'
    if [ "$(field refuses)" = 0 ]; then
        printf 'ready=true\n'
    else
        printf 'ready=false\nreason=it is read-only, and not yet the primary that its files name\n'
    fi
    exit
fi

printf 'role=replica\n'
host=$(field '[A-Z][a-z]*_Host')
receives=$(field '[A-Z][a-z]*_IO_Running')
applies=$(field '[A-Z][a-z]*_SQL_Running')
if [ "$host" != "$PRIMARY_HOST" ]; then
    printf 'ready=false\ncaught-up=false\nreason=it begins to follow %s\n' "$PRIMARY_HOST"
    ask < "$CONF/follow.sql" > /dev/null 2> "$RUN/follow.err" || cat "$RUN/follow.err" >&2
elif [ "$receives" = Yes ] && [ "$applies" = Yes ]; then
    printf 'ready=true\n'
    if [ "$(field 'Seconds_Behind_[A-Z][a-z]*')" = 0 ]; then
        printf 'caught-up=true\n'
    else
        printf 'caught-up=false\nreason=it is %s s behind its primary\n' "$(field 'Seconds_Behind_[A-Z][a-z]*')"
    fi
else
    # One that has data answers with what it has; one that never had a link has nothing to answer with.
    if [ -n "$(field executed)" ] && [ "$applies" = Yes ]; then
        printf 'ready=true\n'
    else
        printf 'ready=false\n'
    fi
    printf 'caught-up=false\nreason=it has no link to its primary: %s%s\n' "$(field Last_IO_Error)" "$(field Last_SQL_Error)"
fi
