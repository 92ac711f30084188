# Sourced by what looks at all members of a cluster. MEMBERS: shard,address of each, in the plan's order; PORT; REDISCLI_AUTH.

# Those of runs that were cut off are of no use any more.
for views in "$RUN"/views.*; do
    [ -e "/proc/${views##*.}" ] || rm -rf "$views"
done
views=$RUN/views.$$
mkdir "$views"
trap 'rm -rf "$views"' EXIT

fail() {
    printf 'firecamp: %s\n' "$*" >&2
    exit 1
}

at() {
    host=$1
    shift
    timeout 5 "$PROGRAM-cli" -h "$host" -p "$PORT" "$@"
}

# redis-cli ends with 0 also after an error.
must() {
    answer=$(at "$@") || fail "the member at $1 doesn't answer"
    [ "$answer" = OK ] || fail "the member at $1 refused '$2 $3': $answer"
}

# Each member's own view. Of `cluster nodes` a line a node: id, address, flags, primary, ping, pong, epoch, link, slots.
look() {
    for member in $MEMBERS; do
        printf 'cluster nodes\ncluster info\ninfo replication\n' | at "${member#*,}" > "$views/${member#*,}" &
    done
    wait
    for member in $MEMBERS; do
        grep -q myself "$views/${member#*,}" || fail "the member at ${member#*,} doesn't answer: $(cat "$views/${member#*,}")"
    done
}

# Reads what a member says of itself into id, primary, epoch, slots.
read_self() {
    while read -r id _ flags primary _ _ epoch _ slots; do
        case $flags in
        *myself*) return ;;
        esac
    done < "$views/$1"
}

# Reads into addresses the members of a shard, and into owner the one that has slots, if any.
read_shard() {
    addresses=
    owner=
    for member in $MEMBERS; do
        if [ "${member%%,*}" = "$1" ]; then
            addresses="$addresses ${member#*,}"
            read_self "${member#*,}"
            [ -z "$slots" ] || owner=${member#*,}
        fi
    done
}

# 400 looks that are at least 50 ms apart: 20 s and more.
wait_until() {
    left=400
    look
    until "$1"; do
        left=$((left - 1))
        [ "$left" -gt 0 ] || fail "$2"
        sleep 0.05
        look
    done
}
