# Machines: what runs in namespaces of its own behind a network card.
# shellcheck shell=bash

must_be_up() {
    alive "$1" || fail "$1 is down: boot it first"
}

# Starts a machine, or does nothing if it runs. It has its card when this returns; what runs in it may still be starting.
start_machine() {
    local pid folder=$lab/$1
    if alive "$1"; then
        return
    fi
    mkdir -p "$folder/tmp"
    write_settings "$1"
    make_cgroups "$1"
    rm -f "$folder/pid"
    (
        enter_cgroups "$1"
        exec setsid unshare --mount --uts --ipc --net --pid --cgroup --fork --kill-child bash "$here/machine/first.sh" "$folder"
    ) < /dev/null >> "$folder/log" 2>&1 9>&- &
    wait_for "$1 starts (see $folder/log)" 20 [ -s "$folder/pid" ]
    plug "$1"
}

# What machine/*.sh need to know, read by them as shell.
write_settings() {
    local key value
    {
        for key in MACHINE_NAME ROLE ADDRESS SUBNET ZONE LAB MACHINE TOOLS IMAGES HERE REGISTRY DNS HOOK HOOK_READY; do
            case $key in
            MACHINE_NAME) value=$1 ;;
            ROLE) value=${1%%[0-9]*} ;;
            ADDRESS) value=$(address_of "$1") ;;
            ZONE) value=$([[ $1 != n* ]] || zone_of "$1") ;;
            LAB) value=$lab ;;
            MACHINE) value=$lab/$1 ;;
            TOOLS) value=$cache/tools ;;
            IMAGES) value=$cache/registry ;;
            HERE) value=$here/machine ;;
            REGISTRY) value=$(address_of registry):5000 ;;
            DNS) value=$(address_of dns) ;;
            *) value=${!key:-} ;;
            esac
            printf '%s=%q\n' "$key" "$value"
        done
    } > "$lab/$1/settings"
}

# Its cable goes first: the kernel would tell the peers of a killed process, and after a power cut nobody does. Its own file
# systems lose what they haven't synced.
crash_machine() {
    local pid
    if alive "$1"; then
        on_switch ip link set "p-$1" down 2> /dev/null || :
        loop_mounts "$pid" | while read -r point; do
            nsenter -t "$pid" -m -p env PATH="$PATH" xfs_io -F -x -c shutdown "$point" > /dev/null 2>> "$lab/$1/log" || :
        done
    fi
    empty_cgroups "$1"
    on_switch ip link delete "p-$1" 2> /dev/null || :
    remove_cgroups "$1"
}

# Where a machine has mounted file systems from images, but for the lab's shared storage.
loop_mounts() {
    awk -v shared="$(mountpoint -d "$lab/shared")" '
        { for (i = 7; $i != "-"; i++); }
        $(i + 2) ~ "^/dev/loop" && $3 != shared && !($3 in seen) { seen[$3]; print $5 }' "/proc/$1/mountinfo"
}

boot_machine() {
    start_machine "$1"
    wait_until_serving "$1"
}

wait_until_serving() {
    case $1 in
    n*) wait_for "docker answers on $1 (see $lab/$1/docker.log)" 60 docker_answers "$1" ;;
    etcd*) wait_for "$1 listens (see $lab/$1/log)" 30 listens "$(address_of "$1")" 2379 ;;
    dns) wait_for "the DNS server listens (see $lab/dns/log)" 30 listens "$(address_of dns)" 53 ;;
    registry) wait_for "the registry listens (see $lab/registry/log)" 30 listens "$(address_of registry)" 5000 ;;
    esac
}

listens() {
    timeout 1 bash -c ": < /dev/tcp/$1/$2" 2> /dev/null
}

freeze_machine() {
    must_be_up "$1"
    set_freezer "$1" FROZEN
}

thaw_machine() {
    must_be_up "$1"
    set_freezer "$1" THAWED
}

set_freezer() {
    local freezer
    freezer=$(freezer_of "$1")
    echo "$2" > "$freezer/freezer.state"
    wait_for "$1 is $2" 10 has_freezer_state "$freezer" "$2"
}

has_freezer_state() {
    [ "$(< "$1/freezer.state")" = "$2" ]
}

is_frozen() {
    local freezer
    freezer=$(freezer_of "$1" 2> /dev/null) && ! has_freezer_state "$freezer" THAWED
}

in_machine() {
    local pid name=$1
    shift
    must_be_up "$name"
    alive "$name"
    nsenter -t "$pid" -m -u -i -n -p -C -- "$@"
}

# Jobs are what a node keeps running: its dockerd and its hook.
check_job() {
    case $1/$2 in
    n*/docker | n*/hook) ;;
    *) fail "$1 has no job '$2': nodes have 'docker' and 'hook'" ;;
    esac
}

signal_job() {
    check_job "$1" "$2"
    # shellcheck disable=SC2016 # the machine's shell expands it
    in_machine "$1" sh -c 'kill -s "$1" "$(cat "/run/lab/$0.pid")"' "$2" "$3" || fail "$2 doesn't run on $1, or there is no signal $3"
}

hold_job() {
    check_job "$1" "$2"
    touch "$lab/$1/hold-$2"
    if alive "$1"; then
        in_machine "$1" bash "$here/machine/end.sh" "$2"
    fi
}

release_job() {
    check_job "$1" "$2"
    rm -f "$lab/$1/hold-$2"
}
