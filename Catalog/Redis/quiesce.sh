#!/bin/sh
# Writes a snapshot of the data that a copy of the volume can begin with, and waits for resume.sh. The server serves on and
# goes on writing: of its append-only files a copy has any part, so they don't count in one. A mark says that it is a copy.
set -eu
umask 077

. "$CONF/server.sh"

# Prints a field of INFO.
field() {
    printf 'info persistence\n' | server | tr -d '\r' | sed -n "s/^$1://p"
}

# A snapshot that is finished takes the place of the one before, as another file.
snapshot() {
    stat -c '%i %Y' "$DATA/dump.rdb" 2> /dev/null || true
}

# One that is under way may have begun too early. A rewrite of the append-only files makes it wait; it is asked for again then.
# Redis counts a snapshot (rdb_saves) when it begins.
find_password
until [ "$(field rdb_bgsave_in_progress)" = 0 ]; do
    sleep 0.05
done
before=$(snapshot)
begun=$(field rdb_saves)
until [ "$(field rdb_bgsave_in_progress)" = 0 ] && [ "$(snapshot)" != "$before" ]; do
    if [ "$(field rdb_bgsave_in_progress)" = 0 ]; then
        if [ "$(field rdb_saves)" -gt "$begun" ] && [ "$(field rdb_last_bgsave_status)" = err ]; then
            printf 'the server could not write a snapshot: see its log\n' >&2
            exit 1
        fi
        printf 'bgsave schedule\n' | server > /dev/null
    fi
    sleep 0.05
done

# A copy of the mark is another file, or is in another member's volume: so it is told from this one, if that should be left.
pipe=$RUN/resume
: > "$DATA/copy"
printf '%s %s\n' "$FIRECAMP_MEMBER" "$(stat -c %i "$DATA/copy")" > "$DATA/copy"
rm -f "$pipe"
mkfifo -m 600 "$pipe"
echo quiesced
read -r _ < "$pipe"
rm -f "$pipe" "$DATA/copy"
