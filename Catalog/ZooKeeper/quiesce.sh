#!/bin/sh
# ZooKeeper's snapshots and logs can be copied while it writes them: a log that breaks off is read up to there, and the rest
# comes from the leader. So this only marks the volume, so that a copy of it is known for one, and waits for resume.sh.
set -eu
umask 077

# A copy of the mark is another file, or is in another member's volume: so it is told from this one, if that should be left.
pipe=$RUN/resume
: > "$DATA/copy"
printf '%s %s\n' "$FIRECAMP_MEMBER" "$(stat -c %i "$DATA/copy")" > "$DATA/copy"
rm -f "$pipe"
mkfifo -m 600 "$pipe"
echo quiesced
read -r _ < "$pipe"
rm -f "$pipe" "$DATA/copy"
