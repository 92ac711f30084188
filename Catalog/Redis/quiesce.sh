#!/bin/sh
# Writes a snapshot of the data that a copy of the volume can begin with, and waits for resume.sh. The server serves on and
# goes on writing: of its append-only files a copy has any part, so they don't count in one. A mark says that it is a copy.
set -eu
umask 077

. "$CONF/server.sh"

# Prints a field of what INFO tells of the server's files.
persisted() {
    printf 'info persistence\n' | server | tr -d '\r' | sed -n "s/^$1://p"
}

# How far the primary has got; nothing where it doesn't answer.
primary_offset() {
    printf 'info replication\n' | REDISCLI_AUTH=$password timeout 3 "$PROGRAM-cli" -h "$(field master_host)" -p "$(field master_port)" --raw 2> /dev/null |
        tr -d '\r' | sed -n 's/^master_repl_offset://p'
}

# What clients were told is written is in the copy: a replica waits until it has what its primary has now, unless it is cut off from it.
# (One that has just copied its primary's data hears of later writes after a second only, although its link is up.)
catch_up() {
    replication
    [ "$(field role)" = slave ] || return 0
    reached=$(primary_offset)
    while [ -n "$reached" ] && [ "$(field master_link_status)" = up ] && [ "$(field slave_repl_offset)" -lt "$reached" ]; do
        sleep 0.02
        replication
    done
}

# A snapshot that is finished takes the place of the one before, as another file.
snapshot() {
    stat -c '%i %Y' "$DATA/dump.rdb" 2> /dev/null || true
}

# One that is under way may have begun too early. A rewrite of the append-only files makes it wait; it is asked for again then.
# Redis counts a snapshot (rdb_saves) when it begins.
find_password
catch_up
until [ "$(persisted rdb_bgsave_in_progress)" = 0 ]; do
    sleep 0.05
done
before=$(snapshot)
begun=$(persisted rdb_saves)
until [ "$(persisted rdb_bgsave_in_progress)" = 0 ] && [ "$(snapshot)" != "$before" ]; do
    if [ "$(persisted rdb_bgsave_in_progress)" = 0 ]; then
        if [ "$(persisted rdb_saves)" -gt "$begun" ] && [ "$(persisted rdb_last_bgsave_status)" = err ]; then
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
