# The network: a bridge in a network namespace of its own, kept by one sleeping process, so that the host's packet filter and
# bridge settings don't matter; with one leg into the host's namespace.
# shellcheck shell=bash

# Takes a free subnet by making the leg, whose name others see.
start_switch() {
    local pid started taken k
    mkdir -p "$lab/switch"
    make_cgroups switch
    (
        enter_cgroups switch
        exec setsid unshare --net sleep infinity
    ) < /dev/null > "$lab/switch/log" 2>&1 9>&- 8>&- &
    pid=$!
    wait_for 'the switch has a network of its own' 10 has_own_network "$pid"
    started=$(cut -d' ' -f22 "/proc/$pid/stat")
    echo "$pid $started" > "$lab/switch/pid"

    exec 8> "$cache_root/network.lock"
    flock 8
    taken=$(ip -4 -o address && ip -4 route)
    for ((k = 0; k < 200; k++)); do
        if [ ! -e "/sys/class/net/fcl$k" ] && [[ " ${taken//$'\n'/ }" != *" 10.77.$k."* ]]; then
            break
        fi
    done
    ((k < 200)) || fail 'there is no free network 10.77.x.0/24'
    SUBNET=10.77.$k LEG=fcl$k
    ip link add "$LEG" type veth peer name leg netns "$pid"
    ip link set "$LEG" alias "$lab"
    ip address add "$SUBNET.254/24" dev "$LEG"
    ip link set "$LEG" up
    exec 8>&-

    on_switch ip link set lo up
    on_switch ip link add br0 type bridge mcast_snooping 0 forward_delay 0
    on_switch ip link set br0 up
    on_switch ip link set leg master br0 up
}

has_own_network() {
    [ -e "/proc/$1/ns/net" ] && [ "$(readlink "/proc/$1/ns/net")" != "$(readlink /proc/self/ns/net)" ]
}

on_switch() {
    local pid
    alive switch || fail "the lab's switch has ended: start the lab anew with 'up'"
    tool nsenter -t "$pid" -n "$@"
}

# Gives a started machine its network card. One of an earlier life may linger; the same hardware address spares the others' ARP caches.
plug() {
    local pid
    alive "$1" || fail "$1 didn't start: see $lab/$1/log"
    on_switch ip link delete "p-$1" 2> /dev/null || :
    on_switch ip link add "p-$1" master br0 type veth peer name eth0 address "$(hardware_address "$1")" netns "$pid"
    on_switch ip link set "p-$1" up
}

hardware_address() {
    printf '02:fc:0a:4d:%02x:%02x\n' "${SUBNET##*.}" "$(host_number "$1")"
}

cut_machine() {
    must_be_up "$1"
    on_switch ip link set "p-$1" down
}

heal_machine() {
    must_be_up "$1"
    on_switch ip link set "p-$1" up
}

is_cut() {
    [ -z "$(on_switch ip link show "p-$1" up 2> /dev/null)" ]
}
