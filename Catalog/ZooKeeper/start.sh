#!/bin/sh
# Starts this member in the foreground. Safe to run again whatever became of an earlier run.
set -eu
umask 077

say() {
    printf 'firecamp: %s\n' "$*" >&2
}

. "$CONF/place"

# Prints the hosts at which a member is in touch with a majority; all are asked at once. ZooKeeper's own scripts need bash,
# so it is there.
serving_among() {
    # shellcheck disable=SC2016 # the other shell expands these
    timeout 2 bash -c '
        for host do
            (
                exec 3<> "/dev/tcp/$host/$0" && printf srvr >&3
                while read -r line <&3; do
                    case $line in "Mode: "*) echo "$host" ;; esac
                done
            ) &
        done
        wait' "$PORT" "$@" 2> /dev/null || true
}

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
if [ -f "$DATA/copy" ]; then
    if [ "$(cat "$DATA/copy")" != "$FIRECAMP_MEMBER $(stat -c %i "$DATA/copy")" ]; then
        rm -f "$DATA"/zoo.cfg.dynamic*
    fi
    rm -f "$DATA/copy"
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
    serving=$(serving_among $OTHER_HOSTS | head -n 1)
    if [ -n "$serving" ]; then
        say "it has no data, but the ensemble serves at $serving: it gets the data from there before it votes"
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
    [ -s "$ensemble" ] || cp "$CONF/ensemble" "$ensemble"
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

# The image has its jars beside the scripts; Debian has all of Java's in one folder, and the jar of ZooKeeper names what it
# needs by paths that a private copy of the packages doesn't have. There the logger is slf4j-simple.
bin=$(dirname "$(readlink -f "$(command -v zkServer.sh)")")
if [ -d "$bin/../lib" ]; then
    classpath="$bin/../lib/*"
else
    jars=${bin%/zookeeper/bin}/java
    classpath=
    for jar in zookeeper zookeeper-jute slf4j-api slf4j-simple metrics-core snappy-java commons-cli commons-io findbugs-annotations \
        jackson-annotations jackson-core jackson-databind netty-buffer netty-common netty-handler netty-transport netty-codec \
        netty-resolver netty-transport-native-epoll netty-transport-native-unix-common; do
        classpath=$classpath:$jars/$jar.jar
    done
fi

# The serial collector starts sooner and needs less besides the heap; its pauses are short while the heap is small.
collector=G1GC
[ "$HEAP_MB" -gt 512 ] || collector=SerialGC

exec java "-Xms${HEAP_MB}m" "-Xmx${HEAP_MB}m" "-XX:+Use$collector" -XX:-UsePerfData -XX:+ExitOnOutOfMemoryError \
    -Djava.awt.headless=true -Dsun.net.inetaddr.ttl=10 "-Djute.maxbuffer=$MAX_BUFFER" "-Djava.security.auth.login.config=$CONF/jaas.conf" \
    -cp "$CONF:$classpath" org.apache.zookeeper.server.quorum.QuorumPeerMain "$DATA/zoo.cfg"
