#!/bin/sh
# ZooKeeper's snapshots and logs can be copied while it writes them: a log that breaks off is read up to there, and the rest
# comes from the leader. So this only marks the volume, so that a copy of it is known for one, and waits for resume.sh.
set -eu
umask 077

. "$CONF/place"
. "$CONF/serving.sh"

# What clients were told is written is in the copy: it has what any of the others has now, unless it has lost touch with them.
newest=0
# shellcheck disable=SC2086 # one argument each
for change in $(changes_of $OTHER_HOSTS); do
    [ $((change)) -le "$newest" ] || newest=$((change))
done
own=$(changes_of "$HOST")
while [ -n "$own" ] && [ $((own)) -lt "$newest" ]; do
    sleep 0.02
    own=$(changes_of "$HOST")
done

# A copy of the mark is another file, or is in another member's volume: so it is told from this one, if that should be left.
pipe=$RUN/resume
: > "$DATA/copy"
printf '%s %s\n' "$FIRECAMP_MEMBER" "$(stat -c %i "$DATA/copy")" > "$DATA/copy"
for file in "$DATA"/version-2/snapshot.*; do
    # A whole one ends so.
    [ "$(tail -c 1 "$file")" != / ] || printf '%s\n' "${file##*/}"
done > "$DATA/snapshots"
rm -f "$pipe"
mkfifo -m 600 "$pipe"
echo quiesced
read -r _ < "$pipe"
rm -f "$pipe" "$DATA/copy" "$DATA/snapshots"
