#!/bin/sh
# Starts this member in the foreground. Safe to run again whatever became of an earlier run.
set -eu
umask 077

say() {
    printf 'firecamp: %s\n' "$*" >&2
}

fail() {
    say "$*"
    exit 1
}

. "$CONF/place"
. "$CONF/ask.sh"

# Every process of a member inherits this lock, so whoever gets it knows that nothing of an earlier run is left.
exec 9> "$RUN/lock"
if ! flock -n 9; then
    say "waiting for the processes of an earlier run to end"
    flock -w 60 9 || fail "processes of an earlier run still hold $RUN/lock after 60 s; end them"
fi

# Sets leading to a member that is in touch with a leader, if any answers.
find_cluster() {
    leading=
    for host in $OTHER_HOSTS; do
        if said=$(printf '{}' | ask "$host" maintenance/status); then
            case $said in
            *'"leader":"'[1-9]*) leading=$host; return 0 ;;
            esac
        fi
    done
    return 1
}

# Takes out the member that was here, whose promises this one doesn't know.
remove_lost() {
    log_in "$leading" || token=
    said=$(printf '{"ID":"%s"}' "$1" | ask "$leading" cluster/member/remove) || fail "the cluster doesn't let go of the member that was here: $said"
}

# Takes this one in as a new one, which gets all data from the leader. The cluster changes its members only when all that it has
# have been in touch for some seconds.
add_self() {
    log_in "$leading" || token=
    left=60
    until said=$(printf '{"peerURLs":["%s"]}' "$PEER_URL" | ask "$leading" cluster/member/add); do
        left=$((left - 1))
        [ "$left" -gt 0 ] || fail "the cluster doesn't take this member in: $said"
        sleep 0.5
    done
}

mkdir -p "$DATA"
chmod 700 "$DATA"
state=new
if [ ! -d "$DATA/member" ]; then
    if [ -n "$JOURNAL" ] && [ -d "$JOURNAL" ] && [ -n "$(ls "$JOURNAL")" ]; then
        fail "the journal volume holds the log of a data folder that isn't in $DATA: is this the right data volume? If the data is meant to be gone, empty $JOURNAL"
    fi
    if find_cluster; then
        state=existing
        own=$(printf '{}' | ask "$leading" cluster/member/list | tr '{' '\n' | grep -F "\"$PEER_URL\"" || true)
        id=${own#*'"ID":"'}
        id=${id%%'"'*}
        case $own in
        '') add_self ;;
        *'"clientURLs":["'*)
            say "it has no data, but the cluster knows it: it is taken in anew and gets the data from the others"
            remove_lost "$id"
            add_self
            ;;
        esac
    fi
fi

found=$(etcd --version | sed -n '1s/^etcd Version: //p')
case $found in
"$VERSION" | "$VERSION".*) ;;
*) fail "the etcd on this node is $found, and the service wants $VERSION" ;;
esac

[ -f "$RUN/root.new" ] || copy "$CONF/root.json" "$RUN/root.new"

{
    cat "$CONF/etcd.yaml"
    printf 'initial-cluster: "%s"\ninitial-cluster-state: %s\n' "$INITIAL_CLUSTER" "$state"
} > "$RUN/etcd.yaml.new"
mv "$RUN/etcd.yaml.new" "$RUN/etcd.yaml"

exec etcd --config-file "$RUN/etcd.yaml"
