#!/bin/sh
# Run by the server for each file of its log ($1 its path, $2 its name) until it succeeds: lays a copy into the folder that the agent empties, and
# ends once the agent has it in the backup store for good.
set -eu
umask 077
. "$CONF/log.sh"

spool=$RUN/archive
name=$(log_id).$(printf '%.8s' "$2").$2

stopping() {
    state=
    while read -r line; do
        state=$line
    done < "$PGDATA/postmaster.pid"
    [ "$state" = stopping ]
}

mkdir -p "$spool"
if [ ! -e "$spool/$name" ] && [ ! -e "$spool/$name.stored" ]; then
    # Whole and on the disk, or not there: after a crash of the machine the agent may come before the server. The time is the segment's own.
    cp -p "$1" "$spool/.$2"
    sync "$spool/.$2"
    mv "$spool/.$2" "$spool/$name"
fi

# A server that stops waits for this, three times: not for long, then. What is in the folder is archived all the same.
waited=0
until [ -e "$spool/$name.stored" ]; do
    if [ "$waited" -ge 200 ] || { [ "$waited" -ge 50 ] && stopping 2> /dev/null; }; then
        printf 'firecamp: %s is not archived yet; the agent goes on trying, and Test-FireCampService says why\n' "$2" >&2
        exit 1
    fi
    sleep 0.05
    waited=$((waited + 1))
done
rm -f "$spool/$name.stored"
