#!/bin/sh
# A primary can't be kept as it is. So this makes a copy of its data beside it, of one moment, and waits until it is run with
# 'release': where the volume was copied, start.sh takes the copy. The volume needs room for it meanwhile.
set -eu
umask 077
. "$CONF/place"
. "$CONF/log.sh"

pipe=$RUN/held
if [ "${1:-}" = release ]; then
    # shellcheck disable=SC2016 # the other shell expands it
    exec timeout 10 sh -c 'printf "release\n" > "$1"' sh "$pipe"
fi

clear() {
    rm -rf "$PGDATA.copy"
    rm -f "$RUN/without" "$RUN/log" "$pipe"
}

trap clear EXIT
clear
mkfifo -m 600 "$pipe"
pg_basebackup -D "$PGDATA.copy" -w -X stream -c fast >&2

# A backup needs no more than the copy.
basename "$PGDATA" > "$RUN/without"
if [ "$ARCHIVES" = true ]; then
    # The copy has the log from its beginning to its end; what it needs to go on may be in the last of these segments.
    log_note "$(sed -n 's/^START WAL LOCATION: .*(file \([0-9A-F]*\)).*/\1/p' "$PGDATA.copy/backup_label")" \
        "$(psql -AtqX -c "select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')")"
fi
echo quiesced
read -r _ < "$pipe"

# A start of this member removes it.
test -f "$PGDATA.copy/PG_VERSION"
