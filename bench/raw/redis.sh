#!/bin/sh
# The floor for Redis services, started by hand with the settings that FireCamp's have.
#
#   bench/raw/redis.sh SCRATCH ADDRESS ADDRESS ADDRESS      a primary and its replicas
#   bench/raw/redis.sh SCRATCH ADDRESS x 6                  a cluster of 3 shards with one replica each
#
# Prints the seconds until all serve and every replica follows, then ends them. As root; the servers run as redis.
set -eu

# An address in the folder's place would make a data folder in whatever folder this was called from.
case ${1:-} in
/*) ;;
*) echo "$0: the first argument is an absolute scratch folder; see the head of this file." >&2; exit 2 ;;
esac
if [ $# -lt 4 ]; then
    echo "$0: give a scratch folder and at least 3 addresses; see the head of this file." >&2
    exit 2
fi

scratch=$1
primary=$2
shift
export REDISCLI_AUTH=secret

serve() {
    install -d -o redis -g redis -m 700 "$scratch/$1"
    cat > "$scratch/$1/redis.conf" << SETTINGS
bind $1
requirepass secret
masterauth secret
maxmemory 358mb
dir $scratch/$1
appendonly yes
repl-diskless-sync-delay 0
repl-backlog-size 32mb
shutdown-on-sigterm force
$2
SETTINGS
    chown redis "$scratch/$1/redis.conf"
    setpriv --reuid redis --regid redis --init-groups redis-server "$scratch/$1/redis.conf" > "$scratch/$1/log" 2>&1 &
    pids="$pids $!"
}

end() {
    # shellcheck disable=SC2086 # one argument each
    kill -TERM $pids 2> /dev/null || true
    wait
}

wait_for() {
    address=$1
    pattern=$2
    shift 2
    until redis-cli -h "$address" "$@" 2> /dev/null | grep -q "$pattern"; do
        sleep 0.05
    done
}

start=$(date +%s.%N)
mkdir -p "$scratch"
pids=
trap end EXIT

if [ "$#" -ge 6 ]; then
    for address in "$@"; do
        serve "$address" "cluster-enabled yes
cluster-announce-ip $address
cluster-node-timeout 5000"
    done
    for address in "$@"; do
        wait_for "$address" PONG ping
    done
    redis-cli --cluster create "$1:6379" "$3:6379" "$5:6379" "$2:6379" "$4:6379" "$6:6379" --cluster-replicas 1 --cluster-yes > "$scratch/create.log" 2>&1
    for address in "$@"; do
        wait_for "$address" cluster_state:ok cluster info
    done
    for address in "$2" "$4" "$6"; do
        wait_for "$address" 'role:slave\|master_link_status:up' info replication
    done
else
    for address in "$@"; do
        if [ "$address" = "$primary" ]; then
            serve "$address" ""
            wait_for "$address" PONG ping
        else
            serve "$address" "replicaof $primary 6379
replica-announce-ip $address"
        fi
    done
    for address in "$@"; do
        [ "$address" = "$primary" ] || wait_for "$address" master_link_status:up info replication
    done
fi
awk -v start="$start" -v end="$(date +%s.%N)" 'BEGIN { printf "%.2f\n", end - start }'
