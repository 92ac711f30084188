#!/bin/bash
# A node: the hook first, then dockerd; both are started again when they end.
set -uo pipefail
. "$1/settings"
export NODE=$MACHINE_NAME ZONE ADDRESS LAB MACHINE

# Runs a job again and again, unless it is held.
keep() {
    local name=$1 code
    shift
    while :; do
        until [ ! -e "$MACHINE/hold-$name" ]; do
            sleep 0.05
        done
        "$@" >> "$MACHINE/$name.log" 2>&1 &
        echo "$!" > "/run/lab/$name.pid"
        wait "$!"
        code=$?
        rm -f "/run/lab/$name.pid"
        echo "lab: $name ended with $code" >> "$MACHINE/$name.log"
        sleep 0.1
    done
}

# It needs its containerd's socket and no number of another process.
start_docker() {
    rm -f /run/docker.pid "$MACHINE/docker.sock"
    exec dockerd --data-root "$MACHINE/docker" --storage-driver overlay2 --pidfile /run/docker.pid \
        --host unix:///run/docker.sock --host "unix://$MACHINE/docker.sock" --host "tcp://$ADDRESS:2376" \
        --tlsverify --tlscacert "$LAB/tls/ca.pem" --tlscert "$LAB/tls/server.pem" --tlskey "$LAB/tls/server.key" \
        --insecure-registry "$SUBNET.0/24" --registry-mirror "http://$REGISTRY"
}

rm -rf /etc/docker
mkdir -p /etc/docker /run/docker/plugins "$MACHINE/docker"
if [ -n "$HOOK" ]; then
    keep hook sh -c "$HOOK" &
fi
if [ -n "$HOOK_READY" ]; then
    until sh -c "$HOOK_READY" > /dev/null 2>> "$MACHINE/hook.log"; do
        sleep 0.02
    done
fi
keep docker start_docker
