# The swarm among the nodes, and 'up' and 'down'.
# shellcheck shell=bash

up() {
    NODES=$1 MANAGERS=${2:-1}
    [[ $NODES =~ ^[0-9]+$ && $MANAGERS =~ ^[0-9]+$ ]] || fail 'up takes a number of nodes and a number of managers'
    ((NODES <= 30)) || fail 'a lab has at most 30 nodes'
    ((NODES == 0 || (MANAGERS >= 1 && MANAGERS <= NODES))) || fail "of $NODES nodes 1 to $NODES can be managers, not $MANAGERS"
    PARTS=${LAB_PARTS:-nodes,etcd,dns,registry} HEARTBEAT=${LAB_HEARTBEAT:-2s} ZONES=${LAB_ZONES:-t1-firecamp.com}
    HOOK=${NODE_HOOK:-} HOOK_READY=${NODE_HOOK_READY:-}
    check_folder
    check_requirements
    prepare
    lock_lab
    take_down
    trap 'give_up' EXIT
    trap 'exit 130' INT TERM
    start_lab
    trap - EXIT
}

check_folder() {
    case $lab/ in
    /usr/* | /etc/* | /var/* | /root/* | /opt/* | /srv/* | /run/* | /dev/* | /proc/* | /sys/*)
        fail "a lab can't lie in $lab: every machine has that part of the file system for itself" ;;
    esac
    ((${#lab} <= 80)) || fail "the path $lab is too long for the sockets in it: at most 80 characters"
}

give_up() {
    local log
    trap - EXIT
    jobs -p | xargs -r kill 2> /dev/null || :
    wait
    for log in "$lab"/*/log "$lab"/*/docker.log; do
        if [ -s "$log" ]; then
            say "--- ${log#"$lab"/}, its end:"
            tail -n 5 "$log" | cut -c1-300 >&2
        fi
    done
    take_down
    rm -rf "$lab"
    fail "the lab didn't start"
}

start_lab() {
    mkdir -p "$lab"
    start_switch
    make_files
    make_shared_storage
    make_store_storage
    write_lab
    machine_names | sed 's/^/start_machine /' | all_at_once 'not all machines started'
    machine_names | sed 's/^/wait_until_serving /' | all_at_once 'not all machines serve'
    if has_part nodes && ((NODES > 0)); then
        join_nodes
    fi
}

write_lab() {
    local key
    for key in NODES MANAGERS PARTS HEARTBEAT ZONES SUBNET LEG HOOK HOOK_READY TSIG_SECRET; do
        printf '%s=%q\n' "$key" "${!key:-}"
    done > "$lab/settings.new"
    chmod 600 "$lab/settings.new"
    mv "$lab/settings.new" "$lab/settings"
}

on_node() {
    "$docker" --host "unix://$lab/$1/docker.sock" "${@:2}"
}

docker_answers() {
    [ -S "$lab/$1/docker.sock" ] && timeout 5 "$docker" --host "unix://$lab/$1/docker.sock" version > /dev/null 2>&1
}

join_nodes() {
    local worker_token manager_token name token
    on_node n1 swarm init --advertise-addr "$(address_of n1)" --listen-addr "$(address_of n1):2377" \
        --dispatcher-heartbeat "$HEARTBEAT" > /dev/null
    worker_token=$(on_node n1 swarm join-token --quiet worker)
    manager_token=$(on_node n1 swarm join-token --quiet manager)
    for name in $(node_names | tail -n +2); do
        token=$worker_token
        ((${name#n} > MANAGERS)) || token=$manager_token
        echo "join_node $name $token"
    done | all_at_once 'not all nodes joined the swarm'
    wait_for 'all nodes are ready' 60 nodes_are_ready
    node_names | sed 's/^/label_node /' | all_at_once 'not all nodes got their labels'
}

join_node() {
    on_node "$1" swarm join --advertise-addr "$(address_of "$1")" --listen-addr "$(address_of "$1"):2377" --token "$2" "$(address_of n1):2377" > /dev/null
}

nodes_are_ready() {
    [ "$(on_node n1 node ls --format '{{.Status}}' | grep -c '^Ready$')" = "$NODES" ]
}

label_node() {
    local role=worker
    ((${1#n} > MANAGERS)) || role=manager
    on_node n1 node update --label-add "zone=$(zone_of "$1")" --label-add "role=$role" "$1" > /dev/null
}

down() {
    if [ ! -e "$lab" ] && [ -z "$(find_cgroups)" ]; then
        return
    fi
    lock_lab
    take_down
    rm -rf "$lab"
}

# Ends all that runs and removes all that there is, but the folder and the lock in it. Works on what a killed 'up' left, too.
take_down() {
    local settings=$lab/settings LEG=
    empty_cgroups
    remove_cgroups
    if [ -f "$settings" ]; then
        LEG=$(sed -n 's/^LEG=//p' "$settings")
    fi
    # It went with the switch; another lab may have made one of the same name since.
    if [ -n "$LEG" ] && [ "$(cat "/sys/class/net/$LEG/ifalias" 2> /dev/null)" = "$lab" ]; then
        ip link delete "$LEG" 2> /dev/null || :
    fi
    remove_shared_storage
    remove_store_storage
    if [ -d "$lab" ]; then
        find "$lab" -mindepth 1 -maxdepth 1 ! -name lock -exec rm -rf --one-file-system {} +
    fi
}
