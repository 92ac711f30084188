#!/bin/sh
# Starts this member in the foreground. Safe to run again whatever became of an earlier run.
set -eu
umask 077

say() {
    printf 'firecamp: %s\n' "$*" >&2
}

. "$CONF/place"

. "$CONF/serving.sh"

exists() {
    [ -e "$1" ]
}

# Every process of a member inherits this lock, so whoever gets it knows that nothing of an earlier run is left.
exec 9> "$RUN/lock"
if ! flock -n 9; then
    say "waiting for the processes of an earlier run to end"
    flock -w 60 9 || { say "processes of an earlier run still hold $RUN/lock after 60 s; end them"; exit 1; }
fi

log=${JOURNAL:-$DATA}
mkdir -p "$DATA" "$log"
printf '%s\n' "$ID" > "$DATA/myid"

# In a copied volume: who the ensemble's members are, and who this one is, is not the source's any more.
serving=
if [ -f "$DATA/copy" ]; then
    if [ "$(cat "$DATA/copy")" != "$FIRECAMP_MEMBER $(stat -c %i "$DATA/copy")" ]; then
        rm -f "$DATA"/zoo.cfg.dynamic*
        # shellcheck disable=SC2086 # one argument each
        serving=$(serving_among $OTHER_HOSTS)
    fi
    rm -f "$DATA/copy"
fi

# In a volume that was filled with a backup's data nobody is left to get the rest from. A snapshot that was written while the volume was
# copied may need more of the log than the copy has: those that were whole before are listed (quiesce.sh).
volume=$(dirname "$DATA")
if [ -f "$volume/restored" ]; then
    say "taking over the data that its volume was filled with"
    rm -f "$DATA"/zoo.cfg.dynamic*
    if [ -f "$DATA/snapshots" ]; then
        for file in "$DATA"/version-2/snapshot.*; do
            grep -qxF "${file##*/}" "$DATA/snapshots" || rm -f "$file"
        done
        rm -f "$DATA/snapshots"
    fi
    [ -z "$JOURNAL" ] || rm -f "$(dirname "$JOURNAL")/restored"
    rm -f "$volume/restored"
fi

# Without data a member votes only if it is told to (a file beside the log says so), which is right while the ensemble is new.
# Where it already serves, this member's data was lost: it must first get it again from the leader.
if ! exists "$DATA"/version-2/snapshot.*; then
    if [ -n "$JOURNAL" ] && exists "$JOURNAL"/version-2/log.*; then
        say "the journal volume holds the log of a data folder that isn't in $DATA: is this the right data volume? If the data is meant to be gone, empty $JOURNAL"
        exit 1
    fi
    touch "$log/initialize"
    # shellcheck disable=SC2086 # one argument each
    serving=$(serving_among $OTHER_HOSTS)
    if [ -n "$serving" ]; then
        say "it has no data, but the ensemble serves at" $serving": it gets the data from there before it votes"
        rm -f "$log/initialize"
    fi
fi

# ZooKeeper writes the ensemble into a new file at each reconfiguration, named by a rising hexadecimal version.
ensemble=
version=-1
for file in "$DATA"/zoo.cfg.dynamic.*; do
    suffix=${file##*.}
    case $suffix in
    *[!0-9a-f]*) continue ;;
    esac
    if [ $((0x$suffix)) -gt "$version" ]; then
        version=$((0x$suffix))
        ensemble=$file
    fi
done
if [ -z "$ensemble" ]; then
    ensemble=$DATA/zoo.cfg.dynamic
    # One that the ensemble doesn't know yet looks on first: as one that votes it could count members that are yet to come. The
    # leader then tells it who the members are; join.sh makes it one.
    if [ ! -s "$ensemble" ] && [ -n "$serving" ] && ! (. "$CONF/ensemble.sh" && is_member "$ID" $serving); then
        for host in $serving; do
            grep -F "=$host:" "$CONF/ensemble"
        done > "$ensemble.new"
        sed -n "s/^\(server\.$ID=.*\):participant;/\1:observer;/p" "$CONF/ensemble" >> "$ensemble.new"
        mv "$ensemble.new" "$ensemble"
    elif [ ! -s "$ensemble" ]; then
        cp "$CONF/ensemble" "$ensemble"
    fi
fi

# user:base64(sha1(user:password)), as ZooKeeper's DigestAuthenticationProvider makes it.
IFS= read -r password < "$CONF/super.password" || true
bytes=$(printf 'super:%s' "$password" | sha1sum | awk '{
    for (i = 1; i < 40; i += 2) {
        printf "\\0%03o", 16 * index(digits, substr($1, i, 1)) + index(digits, substr($1, i + 1, 1)) - 17
    }
}' digits=0123456789abcdef)
digest=$(printf '%b' "$bytes" | base64)
{
    cat "$CONF/zoo.cfg"
    printf 'DigestAuthenticationProvider.superDigest=super:%s\n' "$digest"
    printf 'dynamicConfigFile=%s\n' "$ensemble"
} > "$DATA/zoo.cfg.new"
mv "$DATA/zoo.cfg.new" "$DATA/zoo.cfg"

. "$CONF/classpath.sh"

printf '%s\n' "$classpath" > "$RUN/classpath"

# The serial collector starts sooner and needs less besides the heap; its pauses are short while the heap is small.
collector=G1GC
[ "$HEAP_MB" -gt 512 ] || collector=SerialGC

exec java "-Xms${HEAP_MB}m" "-Xmx${HEAP_MB}m" "-XX:+Use$collector" -XX:-UsePerfData -XX:+ExitOnOutOfMemoryError \
    -Djava.awt.headless=true -Dsun.net.inetaddr.ttl=10 "-Djute.maxbuffer=$MAX_BUFFER" "-Djava.security.auth.login.config=$CONF/jaas.conf" \
    -cp "$CONF:$classpath" org.apache.zookeeper.server.quorum.QuorumPeerMain "$DATA/zoo.cfg"
