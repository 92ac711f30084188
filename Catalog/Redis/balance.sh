#!/bin/sh
# Spreads the slots evenly over the first SHARDS shards: when it ends, the others have none. It looks first and moves only what is missing, so it
# goes on where an earlier run ended; slots that one left open are closed first. All keys are served meanwhile.
#
# MEMBERS, PORT, REDISCLI_AUTH: see cluster.sh. QUOTED: the password as it is written within quotes.
set -eu
umask 077

# Of a run that was cut off, a process may still be moving slots: it holds this lock, which it inherited.
exec 8> "$RUN/balance"
if ! flock -w 300 8; then
    printf 'firecamp: an earlier run still moves slots after 300 s\n' >&2
    exit 1
fi

. "$CONF/cluster.sh"

# Open slots are written in brackets, which are no patterns.
set -f

# redis-cli is asked for so many slots at once: each time it looks at all members first, and between two of them progress is told.
batch=256
entry=${MEMBERS%% *}
leaders=$views/leaders
answers=$views/answers

# Whether all members serve all slots.
all_serve() {
    for member in $MEMBERS; do
        grep -q '^cluster_state:ok' "$views/${member#*,}" || return 1
        grep -q '^cluster_slots_assigned:16384' "$views/${member#*,}" || return 1
    done
}

# Whether all members see the same owners of all slots.
all_agree() {
    [ "$(for member in $MEMBERS; do
        awk '$3 ~ /master/ && NF > 8 {
            owned = ""
            for (i = 9; i <= NF; i++) if ($i !~ /^\[/) owned = owned " " $i
            if (owned != "") print $1 owned
        }' "$views/${member#*,}" | sort | cksum
    done | sort -u | wc -l)" -eq 1 ]
}

# Reads into held how many of the ranges in slots' words are slots that are held; those in brackets are open, and count where they are.
count_slots() {
    held=0
    for range in $slots; do
        case $range in
        \[*) ;;
        *) held=$((held + ${range#*-} - ${range%-*} + 1)) ;;
        esac
    done
}

# Writes a line a shard: its number, its primary's address and id, and how many slots that has. A shard's primary is the one that has slots, or
# else the first that follows nobody.
read_leaders() {
    for member in $MEMBERS; do
        read_self "${member#*,}"
        if [ "$primary" = - ]; then
            count_slots
            printf '%s %s %s %s\n' "${member%%,*}" "${member#*,}" "$id" "$held"
        fi
    done | sort -s -k1,1n -k4,4nr | awk '!seen[$1]++' > "$leaders"
}

# Prints the slots that their own primaries hold open: slot, address and id of the primary, > where the slot leaves it or < where it
# comes, id of the other end.
open_slots() {
    for member in $MEMBERS; do
        read_self "${member#*,}"
        [ "$primary" = - ] || continue
        for range in $slots; do
            case $range in
            \[*)
                range=${range#?}
                range=${range%?}
                end=${range#*-}
                printf '%s %s %s %s %s\n' "${range%%-*}" "${member#*,}" "$id" "${end%%-*}" "${end#*-}"
                ;;
            esac
        done
    done
}

# Reads into owner the address, and into owner_id the id, of the primary that holds a slot by its own words.
find_owner() {
    owner=
    owner_id=
    for member in $MEMBERS; do
        read_self "${member#*,}"
        for range in $slots; do
            case $range in
            \[*) continue ;;
            esac
            if [ "$primary" = - ] && [ "$1" -ge "${range%-*}" ] && [ "$1" -le "${range#*-}" ]; then
                owner=${member#*,}
                owner_id=$id
            fi
        done
    done
}

# Reads into target the address, and into target_id the id, of the primary that a node is by its own words, or that took its place. Nothing where
# there is no such node any more.
find_target() {
    target=
    target_id=
    for member in $MEMBERS; do
        read_self "${member#*,}"
        [ "$id" = "$1" ] || continue
        target_id=$id
        [ "$primary" = - ] || target_id=$primary
        target=$(awk -v id="$target_id" '$3 == id { print $2 }' "$leaders")
        [ -n "$target" ] || fail "slot $slot goes to the shard of ${member#*,}, which has no primary just now"
    done
}

# What is still at the owner is what counts: the other end has a copy of a key only where a move of it was cut off.
move_keys() {
    while true; do
        keys=$(at "$owner" --no-raw cluster getkeysinslot "$slot" 20 | sed -n 's/^ *[0-9]*) //p' | tr '\n' ' ')
        [ -n "$keys" ] || break
        answer=$(printf 'migrate %s %s "" 0 60000 replace auth "%s" keys %s\n' "$target" "$PORT" "$QUOTED" "$keys" \
            | timeout --foreground 70 "$PROGRAM-cli" -h "$owner" -p "$PORT") || answer="no answer in time"
        case $answer in
        OK | NOKEY) ;;
        *) fail "keys of slot $slot can't be moved from $owner to $target: $answer" ;;
        esac
    done
}

# An open slot goes where it was going. Where it has arrived, or where nobody knows any more where that was, it is only closed.
close_slot() {
    slot=$1 here=$2 here_id=$3
    find_owner "$slot"
    if [ "$4" = '<' ]; then
        target=$here
        target_id=$here_id
    else
        find_target "$5"
    fi
    if [ -z "$target" ] || [ -z "$owner" ] || { [ "$owner" != "$here" ] && [ "$here" != "$target" ] && [ "$owner" != "$target" ]; }; then
        must "$here" cluster setslot "$slot" stable
    elif [ "$owner" = "$target" ]; then
        must "$here" cluster setslot "$slot" node "$target_id"
    else
        must "$target" cluster setslot "$slot" node "$owner_id"
        must "$target" cluster setslot "$slot" importing "$owner_id"
        must "$owner" cluster setslot "$slot" migrating "$target_id"
        wait_until all_serve "not all slots are served: see the members' reasons and logs"
        move_keys
        must "$target" cluster setslot "$slot" node "$target_id"
        must "$owner" cluster setslot "$slot" node "$target_id"
    fi
}

# A member that a slot comes to takes no note of a new primary at the other end. Until it is told, it counts the slot as nobody's, serves nothing,
# and doesn't agree with the others.
close_slots() {
    closing=0
    read_leaders
    while opened=$(open_slots | head -n 1) && [ -n "$opened" ]; do
        # shellcheck disable=SC2086 # the words of one line
        close_slot $opened
        closing=$((closing + 1))
        [ "$closing" -le 100 ] || fail "slot $slot doesn't come to be closed at $here"
        look
        read_leaders
    done
}

# Prints how many slots are to move, and the next of them: from which id to which, how many. Where the slots can't be divided, those that have
# the most keep one more.
next_move() {
    sort -s -k4,4nr "$leaders" | awk -v shards="$SHARDS" -v batch="$batch" '
        { want = 0 }
        $1 < shards { want = int(16384 / shards) + (more++ < 16384 % shards) }
        $4 > want { left += $4 - want }
        $4 - want > most { most = $4 - want; from = $3 }
        want - $4 > least { least = want - $4; to = $3 }
        END {
            count = most < least ? most : least
            print left + 0, from, to, (count < batch ? count : batch)
        }'
}

total=
before=
tries=0
while true; do
    look
    close_slots
    wait_until all_serve "not all slots are served: see the members' reasons and logs"
    wait_until all_agree "the members don't come to agree who has which slots: see their reasons and logs"
    read_leaders
    next=$(next_move)
    left=${next%% *}
    total=${total:-$left}
    [ "$total" = 0 ] || printf '%s of %s slots moved\n' $((total - left)) "$total"
    [ "$left" -gt 0 ] || break
    [ "$left" = "$before" ] || tries=0
    before=$left
    tries=$((tries + 1))
    [ "$tries" -le 3 ] || fail "slots can't be moved: $(grep -v '^$' "$answers" | tail -n 5)"
    # shellcheck disable=SC2086 # the words of one line
    set -- $next
    # What takes longer goes on with the next try. In the foreground it is in this script's group of processes, and ends with it.
    timeout --foreground 900 "$PROGRAM-cli" --cluster reshard "${entry#*,}:$PORT" --cluster-from "$2" --cluster-to "$3" --cluster-slots "$4" \
        --cluster-yes --cluster-replace > "$answers" 2>&1 < /dev/null || true
done
