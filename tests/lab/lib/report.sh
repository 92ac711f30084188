# What the lab says of itself.
# shellcheck shell=bash

tell_status() {
    local name state swarm=''
    if has_part nodes && ((NODES > 0)); then
        swarm=$(ask_swarm) || swarm=
    fi
    printf '%-9s %-13s %-8s %s\n' MACHINE ADDRESS STATE SWARM
    for name in $(machine_names); do
        state=up
        if ! alive "$name"; then
            state=down
        elif is_frozen "$name"; then
            state=frozen
        elif is_cut "$name"; then
            state=cut
        fi
        printf '%-9s %-13s %-8s %s\n' "$name" "$(address_of "$name")" "$state" "$(sed -n "s/^$name //p" <<< "$swarm")"
    done
}

# As the first manager sees it that can say.
ask_swarm() {
    local i
    for ((i = 1; i <= MANAGERS; i++)); do
        if alive "n$i" && ! is_frozen "n$i"; then
            timeout 5 "$docker" --host "unix://$lab/n$i/docker.sock" node ls --format '{{.Hostname}} {{.Status}} {{.Availability}} {{.ManagerStatus}}' \
                2> /dev/null && return
        fi
    done
    return 1
}

tell_env() {
    local managers='' workers='' sockets='' tcp='' name
    for name in $(node_names); do
        if ((${name#n} <= MANAGERS)); then
            managers+=,$(address_of "$name")
        else
            workers+=,$(address_of "$name")
        fi
        sockets+=,unix://$lab/$name/docker.sock
        tcp+=,tcp://$(address_of "$name"):2376
    done
    cat << END
LAB_DIR=$lab
LAB_SUBNET=$SUBNET.0/24
LAB_HOST_ADDRESS=$SUBNET.254
LAB_ADDRESS_POOL=$SUBNET.100-$SUBNET.199
LAB_INTERFACE=eth0
LAB_NODES=$NODES
LAB_MANAGERS=$MANAGERS
LAB_MANAGER_ADDRESSES=${managers#,}
LAB_WORKER_ADDRESSES=${workers#,}
LAB_DOCKER=$docker
LAB_DOCKER_HOSTS=${sockets#,}
LAB_DOCKER_TCP_HOSTS=${tcp#,}
LAB_DOCKER_CERT_PATH=$lab/tls
LAB_TLS_CA=$lab/tls/ca.pem
LAB_TLS_CERTIFICATE=$lab/tls/client.pem
LAB_TLS_KEY=$lab/tls/client.key
LAB_ETCD_ENDPOINTS=http://$SUBNET.51:2379,http://$SUBNET.52:2379,http://$SUBNET.53:2379
LAB_ETCD_TLS_ENDPOINTS=https://$SUBNET.51:2381,https://$SUBNET.52:2381,https://$SUBNET.53:2381
LAB_ETCDCTL=$(find_tool etcdctl)
LAB_DNS_SERVER=$(address_of dns)
LAB_DNS_ZONES=$ZONES
LAB_DNS_REVERSE_ZONE=$(reverse_zone)
LAB_TSIG_NAME=firecamp
LAB_TSIG_ALGORITHM=hmac-sha256
LAB_TSIG_KEY_FILE=$lab/dns/tsig.key
LAB_TSIG_KNOT_KEY_FILE=$lab/dns/tsig.knot
LAB_REGISTRY=$(address_of registry):5000
LAB_SHARED_STORAGE=$lab/shared
DOCKER_HOST=unix://$lab/n1/docker.sock
END
}

# Where a program is: in the lab's packages, or the host's.
find_tool() {
    local folder
    for folder in "$cache"/tools/usr/{bin,sbin}; do
        if [ -x "$folder/$1" ]; then
            echo "$folder/$1"
            return
        fi
    done
    command -v "$1" || :
}
