# What all parts use. $lab is the lab's folder, $lab_id names its control groups; read_lab sets the rest.
# shellcheck shell=bash

fail() {
    printf 'swarm: %s\n' "$*" >&2
    exit 1
}

say() {
    printf '%s\n' "$*" >&2
}

# Returns once the command succeeds; fails after so many seconds and says what was waited for.
wait_for() {
    local what=$1 seconds=$2 deadline
    shift 2
    deadline=$((SECONDS + seconds))
    until "$@"; do
        ((SECONDS <= deadline)) || fail "not within $seconds s: $what"
        sleep 0.02
    done
}

# Runs the commands, a line each, at the same time; says what failed if one of them does.
all_at_once() {
    local complaint=$1 line pids=() pid failed=0
    while IFS= read -r line; do
        (eval "$line") &
        pids+=($!)
    done
    for pid in "${pids[@]}"; do
        wait "$pid" || failed=1
    done
    ((failed == 0)) || fail "$complaint"
}

# Keeps other 'up' and 'down' commands away from this lab until this one ends. The lock lies in the folder that 'down' removes.
lock_lab() {
    while :; do
        mkdir -p "$lab"
        exec 9> "$lab/lock"
        flock -w 120 9 || fail "another command has been at work on $lab for 120 s"
        if [ "$lab/lock" -ef /proc/$$/fd/9 ]; then
            return
        fi
    done
}

# What 'up' wrote down about this lab.
read_lab() {
    [ -f "$lab/settings" ] || fail "there is no lab in $lab: start one with 'up'"
    [ "$EUID" = 0 ] || fail 'the lab is for root'
    # shellcheck disable=SC1091
    . "$lab/settings"
}

node_names() {
    local i
    for ((i = 1; i <= NODES; i++)); do
        printf 'n%d\n' "$i"
    done
}

has_part() {
    [[ ,$PARTS, == *,$1,* ]]
}

# Every machine of the lab, the nodes first.
machine_names() {
    if has_part nodes; then node_names; fi
    if has_part etcd; then printf '%s\n' etcd1 etcd2 etcd3; fi
    if has_part dns; then echo dns; fi
    if has_part registry; then echo registry; fi
}

# The last part of a machine's address.
host_number() {
    case $1 in
    n*) echo $((10 + ${1#n})) ;;
    etcd*) echo $((50 + ${1#etcd})) ;;
    dns) echo 3 ;;
    registry) echo 5 ;;
    esac
}

address_of() {
    printf '%s.%s\n' "$SUBNET" "$(host_number "$1")"
}

# Zones go round among the managers and among the workers, so that the first three workers are in three zones.
zone_of() {
    local i=${1#n}
    ((i > MANAGERS)) && i=$((i - MANAGERS))
    local zones=(c a b)
    echo "${zones[i % 3]}"
}

# Sets machine to what the caller calls 2, n2 or etcd1.
find_machine() {
    machine=$1
    if [[ $machine =~ ^[0-9]+$ ]]; then
        machine=n$machine
    fi
    # Not 'grep -q', which ends before it has read all, so that the other side fails now and then.
    machine_names | grep -xF -- "$machine" > /dev/null || fail "the lab has no machine '$1', but $(machine_names | tr '\n' ' ')"
}

# Whether the machine's first process lives; sets pid to its id in the caller's eyes. Ids come up again, so the time of its start counts too.
alive() {
    local started stat
    [ -s "$lab/$1/pid" ] || return 1
    read -r pid started < "$lab/$1/pid" || return 1
    { read -r stat < "/proc/$pid/stat"; } 2> /dev/null || return 1
    read -ra stat <<< "${stat##*) }"
    [[ ${stat[0]} != [ZX] && ${stat[19]} == "$started" ]]
}
